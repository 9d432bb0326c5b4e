// Tells links of sessions from other anchors, before anything is loaded that reads them.

/** Whether what stands behind the `#` is meant to be a session: other anchors are none of ours. */
export function isLink(fragment: string): boolean {
  return /^#?(?:[^#]*&)?(?:v|z|edition)=/.test(fragment);
}
