// English: keeping the history, or not. Never markup or style.

export const historySwitch = {
  keep: 'Keep the history',
  note: 'Without it nothing but the last operation is kept: memory then stays about that of the heap. Undo and the timeline reach no further.',
  turnedOff: 'The history is off: only the last operation is kept from here on.',
  turnedOn: 'The history is kept from here on.',
  off: 'The history is off, so this action cannot be undone. It can be switched on under Advanced.',
  offNote: 'The history is off: only an action of one operation can be undone.',
  timeline: 'The history is off: the timeline has only the last operation.',
};
