// Questions about the next request to the allocator, made from the heap as it stands before it. The right answer is read
// off the events of the operation, once it has been carried out.

import { type Heap } from '../core.ts';
import { hex } from '../format.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Event } from '../generated/Event.ts';
import { type Messages } from '../locales/messages.ts';
import { type Choice, type Happened, type Question, type Truth } from './question.ts';

type Kind = Event['kind'];

/** The first step with one of these events. */
export function stepWith<K extends Kind>(
  { explanation }: Happened,
  ...kinds: readonly K[]
): { event: Extract<Event, { kind: K }>; mark: number } | undefined {
  for (const { event, mark } of explanation.steps) {
    if (isOf(event, kinds)) return { event, mark };
  }
  return undefined;
}

function isOf<K extends Kind>(event: Event, kinds: readonly K[]): event is Extract<Event, { kind: K }> {
  return (kinds as readonly Kind[]).includes(event.kind);
}

export const yesNo: readonly Choice[] = [
  { value: 'yes', words: ({ predict }) => predict.yes },
  { value: 'no', words: ({ predict }) => predict.no },
];

/** A question that a choice answers; `decide` names the choice and the step that decided. */
export function choiceQuestion(
  ask: (messages: Messages) => string,
  choices: readonly Choice[],
  decide: (happened: Happened) => { value: string; mark: number | undefined },
): Question {
  return {
    by: 'choice',
    ask,
    choices,
    truth: (happened) => {
      const { value, mark } = decide(happened);
      const words = choices.find((choice) => choice.value === value)?.words;
      return words === undefined ? undefined : { answer: value, words, mark };
    },
  };
}

/** About `PyObject_Malloc(nbytes)`. `turn` varies the questions of situations in which there are several. */
export function mallocQuestion(nbytes: number, heap: Heap, edition: EditionInfo, turn: number): Question {
  const threshold = edition.smallRequestThreshold;
  if (nbytes === 0 || nbytes > threshold) return whoServes(nbytes);
  const szidx = Math.floor((nbytes - 1) / edition.alignment);
  const ring = heap.usedpools().entries.find((entry) => entry.szidx === szidx)?.pools ?? 0;
  if (ring > 0) return turn % 4 === 3 && nbytes > threshold / 2 ? whoServes(nbytes) : whichBlock(nbytes);
  const { usable } = heap.arenas();
  return usable.length > 0 && turn % 2 === 0 ? whichPool(nbytes) : newArena(nbytes);
}

function whoServes(nbytes: number): Question {
  return choiceQuestion(
    ({ predict }) => predict.whoServes({ nbytes }),
    [
      { value: 'pymalloc', words: ({ predict }) => predict.pymalloc },
      { value: 'raw', words: ({ predict }) => predict.raw },
    ],
    (happened) => {
      const declined = stepWith(happened, 'DeclinedZero', 'DeclinedLarge');
      const taken = stepWith(happened, 'UsedPoolFound', 'NoUsedPool');
      return { value: declined === undefined ? 'pymalloc' : 'raw', mark: (declined ?? taken)?.mark };
    },
  );
}

function whichBlock(nbytes: number): Question {
  return {
    by: 'block',
    ask: ({ predict }) => predict.whichBlock({ nbytes }),
    truth: (happened) =>
      addressTruth(
        happened.explanation.result,
        stepWith(happened, 'TookFreeBlock', 'TookLastFreeBlock', 'PoolReusedAsIs', 'PoolInitialised')?.mark,
      ),
  };
}

function whichPool(nbytes: number): Question {
  return {
    by: 'pool',
    ask: ({ predict }) => predict.whichPool({ nbytes }),
    truth: (happened) => {
      const step = stepWith(happened, 'FreePoolTaken', 'PoolCarved');
      return addressTruth(step?.event.pool ?? null, step?.mark);
    },
  };
}

function addressTruth(address: number | null, mark: number | undefined): Truth | undefined {
  if (address === null || address === 0) return undefined;
  return { answer: address, words: () => hex(address), mark };
}

function newArena(nbytes: number): Question {
  return choiceQuestion(
    ({ predict }) => predict.newArena({ nbytes }),
    yesNo,
    (happened) => {
      const needed = stepWith(happened, 'NoUsableArena');
      return {
        value: needed === undefined ? 'no' : 'yes',
        mark: (needed ?? stepWith(happened, 'UsableArenaChosen'))?.mark,
      };
    },
  );
}

/** About `PyObject_Realloc(addr, nbytes)`. */
export function reallocQuestion(addr: number, nbytes: number): Question {
  return choiceQuestion(
    ({ predict }) => predict.moves({ addr: hex(addr), nbytes }),
    yesNo,
    (happened) => ({
      value: happened.explanation.result === addr ? 'no' : 'yes',
      mark: stepWith(happened, 'ReallocStays', 'ReallocGrows', 'ReallocShrinks', 'RawStays', 'RawMoves')?.mark,
    }),
  );
}

/** About `PyObject_Free(addr)`, for a block of a pool. */
export function freeQuestion(addr: number, heap: Heap, turn: number): Question | undefined {
  const place = heap.locate(addr);
  if (place.kind !== 'block' || place.blockAt !== addr) return undefined;
  const pool = heap.pool(place.poolAt);
  const count = pool.header.find(({ name }) => name === 'ref.count')?.value;
  const arena = heap.arenas().arenas.find(({ index }) => index === place.arena);
  const lastPool = arena !== undefined && arena.nfreepools + 1 >= arena.ntotalpools;
  return count === 1 && (lastPool || turn % 2 === 0) ? arenaGoes(addr) : poolFate(addr);
}

function arenaGoes(addr: number): Question {
  return choiceQuestion(
    ({ predict }) => predict.arenaGoes({ addr: hex(addr) }),
    yesNo,
    (happened) => {
      const gone = stepWith(happened, 'ArenaUnmapped');
      const stays = stepWith(
        happened,
        'ArenaKept',
        'ArenaUsableAgain',
        'ArenaInOrder',
        'ArenaWasLast',
        'ArenaOutOfOrder',
        'ArenaWasNotLast',
        'PoolStaysUsed',
      );
      return { value: gone === undefined ? 'no' : 'yes', mark: (gone ?? stays)?.mark };
    },
  );
}

const fates: readonly Choice[] = [
  { value: 'PoolStaysUsed', words: ({ predict }) => predict.poolStays },
  { value: 'PoolWasFull', words: ({ predict }) => predict.poolComesBack },
  { value: 'PoolIsEmpty', words: ({ predict }) => predict.poolEmpties },
];

function poolFate(addr: number): Question {
  return choiceQuestion(
    ({ predict }) => predict.poolFate({ addr: hex(addr) }),
    fates,
    (happened) => {
      const step = stepWith(happened, 'PoolStaysUsed', 'PoolWasFull', 'PoolIsEmpty');
      return { value: step?.event.kind ?? '', mark: step?.mark };
    },
  );
}
