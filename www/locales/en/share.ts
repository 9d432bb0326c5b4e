// English: sharing: the dialog, pictures, and why a link or a file cannot be opened.

import { msg } from '../message.ts';

export const share = {
  title: 'Share this session',
  link: 'Link',
  linkAbout:
    'It does everything again that was done here, in the page of whoever opens it. What stands behind # is not sent to any server.',
  holds: msg<{ edition: string; acts: number; operations: number }>(
    '{edition}; {acts, plural, =0 {nothing done yet} one {# action} other {# actions}}{operations, plural, =0 {} one {, # operation} other {, # operations}}; what is selected and shown; the language.',
  ),
  withPosition: msg<{ n: number; of: number }>('Open at operation {n, number} of {of, number}, where I am'),
  withStep: msg<{ n: number; of: number; mark: number }>(
    'Open inside operation {n, number} of {of, number}, {mark, plural, =0 {before its first step} other {after its step #}}, where I am',
  ),
  copy: 'Copy link',
  copied: 'The link is copied.',
  notCopied: 'The browser does not let the page copy: the link is selected, so that you can.',
  tooLong: msg<{ length: number; most: number }>(
    'The link would have {length, number} characters. Many programs cut off links of more than {most, number}, so save a file and share that.',
  ),
  withTrace: msg<{ name: string }>(
    'This session begins with your trace {name}, which is too much for a link. Save a file and share that: the trace is in it.',
  ),
  files: 'Files',
  save: 'Save session',
  open: 'Open session',
  filesAbout: 'A session file holds the same, and a trace of yours with it. It can also be dropped on the page.',
  file: 'Session file or trace',
  state: 'State',
  saveState: 'Save state as JSON',
  stateAbout:
    'The allocator where you are: arenas, pools and free lists, in the canonical form that traces are checked by.',
  close: 'Close',
  failed: msg<{ why: string }>('That did not work: {why}'),
  opened: msg<{ edition: string; acts: number; operations: number }>(
    'Opened: a session of {edition} with {acts, plural, =0 {nothing done} one {# action} other {# actions}} and {operations, plural, =0 {no operation} one {# operation} other {# operations}}. Undo brings back what was here before.',
  ),
  problems: {
    link: msg<{ why: string }>('This link or file cannot be opened. {why} Nothing was changed.'),
    unknown_version: msg<{ version: string }>(
      'It is of version {version}, which this page does not know: it may be newer.',
    ),
    cut_off: 'Its end is missing: a program has cut it off. Ask for the whole link, or for a session file.',
    link_too_long: msg<{ length: number; most: number }>(
      'It has {length, number} characters, and {most, number} are the most. Ask for a session file.',
    ),
    unpacks_too_large: msg<{ most: number }>('Unpacked it is longer than {most, number} characters.'),
    damaged: 'It is damaged: a part of it is missing or was changed.',
    missing: msg<{ what: string }>('It does not say “{what}”.'),
    twice: msg<{ what: string }>('It says “{what}” twice.'),
    bad_value: msg<{ what: string; text: string }>('It says “{text}” for “{what}”, which is not possible.'),
    bad_act: msg<{ number: number; text: string }>('Nobody can read its action {number, number}, “{text}”.'),
    too_many_acts: msg<{ most: number }>('It has more than {most, number} actions.'),
    too_many_operations: msg<{ most: number }>('It has more than {most, number} operations.'),
    too_many_objects: msg<{ most: number }>('It asks for more than {most, number} objects.'),
    no_such_position: msg<{ operation: number; operations: number }>(
      'It leads to operation {operation, number}, but has only {operations, number}.',
    ),
    late_trace: msg<{ number: number }>('Its action {number, number} is a trace, which can only come first.'),
    trace_in_link: 'It begins with a trace that is not in it. Ask for a session file.',
    no_trace: msg<{ name: string }>('The trace {name}, which it begins with, is missing.'),
    not_a_session: 'It is not a session file.',
  },
};
