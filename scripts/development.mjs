// Vite that runs modules or serves files makes the whole process one of development; builds that come later, and the
// programs that they start, would be too. Knows nothing of what is done meanwhile.

/**
 * @template Result
 * @param {() => Promise<Result>} work
 */
export async function inDevelopment(work) {
  const { NODE_ENV: before } = process.env;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}
