// How much a link or a session file may hold. docs/session-format.md states the same numbers; a test compares them.
// What is larger is refused before it costs memory or time.

/** Characters of a link behind its `#`. Chat programs, mail and issue trackers cut longer ones off. */
export const MOST_LINK = 8_000;
/** Characters that a link's content has when it is unpacked; unpacking stops there. */
export const MOST_UNPACKED = 262_144;
/** Bytes of the first line of a session file; a trace behind it has the limits of trace files. */
export const MOST_HEADER = 1_048_576;
/** Bytes of a session file that is not compressed. */
export const MOST_PLAIN_FILE = 65_536;
/** Clicks, each with all that it did. */
export const MOST_ACTS = 10_000;
/** Characters of the notation of one act. */
export const MOST_ACT_TEXT = 65_536;
/** Operations of all acts together. */
export const MOST_OPERATIONS = 20_000_000;
/** Objects that the requests of all acts ask for: `count` of `many`, twice that of `cycles`. */
export const MOST_OBJECTS = 10_000_000;
/** Requests that one act consists of. */
export const MOST_REQUESTS = 10_000;
/** Characters of a name. The core takes as many bytes. */
export const MOST_NAME = 256;
/** Characters of the value of a `str`, an `int` or a `float`. */
export const MOST_VALUE = 4_096;
/** Items of one request, or things that one finalizer does. */
export const MOST_ITEMS = 1_000;
/** The largest size, as the page's own fields have it. */
export const MOST_BYTES = 2 ** 40;
/** The largest number of an argument that is a C `unsigned int`. */
export const MOST_UINT = 2 ** 32 - 1;
