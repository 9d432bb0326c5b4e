// Why a link or a session file cannot be opened, as data: each reason has a code, and its words are in locales/.
// Decides nothing and says nothing.

/** `what` is the name of a parameter, `text` what stands in the link, shortened. */
export type Problem =
  | { readonly code: 'unknown_version'; readonly version: string }
  | { readonly code: 'cut_off' }
  | { readonly code: 'link_too_long'; readonly length: number; readonly most: number }
  | { readonly code: 'unpacks_too_large'; readonly most: number }
  | { readonly code: 'damaged' }
  | { readonly code: 'missing'; readonly what: string }
  | { readonly code: 'twice'; readonly what: string }
  | { readonly code: 'bad_value'; readonly what: string; readonly text: string }
  | { readonly code: 'bad_act'; readonly number: number; readonly text: string }
  | { readonly code: 'too_many_acts'; readonly most: number }
  | { readonly code: 'too_many_operations'; readonly most: number }
  | { readonly code: 'too_many_objects'; readonly most: number }
  | { readonly code: 'no_such_position'; readonly operation: number; readonly operations: number }
  | { readonly code: 'late_trace'; readonly number: number }
  | { readonly code: 'trace_in_link' }
  | { readonly code: 'no_trace'; readonly name: string }
  | { readonly code: 'not_a_session' };

/** A link or a file that is refused. */
export class ShareProblem extends Error {
  override readonly name = 'ShareProblem';

  constructor(readonly problem: Problem) {
    super(problem.code);
  }

  get code(): Problem['code'] {
    return this.problem.code;
  }
}

const MOST_QUOTED = 60;

/** What is quoted of a link, which may be long and hostile. */
export function excerpt(text: string): string {
  return text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text;
}
