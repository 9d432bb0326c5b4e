// Predict first: the question that waits for an answer, what came of the last one, and the score of the sitting. Asks
// before an operation is shown and judges by what happened then; carries nothing out and stores nothing.

import { type Act } from '../acts.ts';
import { type Heap } from '../core.ts';
import { type Selection } from '../diagrams/options.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type Words } from '../locales/messages.ts';
import { type Place } from '../session/timeline.ts';
import { Later } from '../later.ts';
import { type Inside } from '../stepping.ts';
import { type Answer, answerIn, isRight, type Question, toggled } from './question.ts';

/** What makes questions, loaded by whoever wants to be asked. */
const asking = new Later(() => import('./questions.ts'));
type Asking = NonNullable<typeof asking.present>;

/** What is about to be shown. */
export type Upcoming = { readonly act: Act } | { readonly to: Place };

/** As much of the session as is needed. */
interface Asker {
  readonly heap: Heap;
  readonly edition: EditionInfo;
  readonly place: Place;
  readonly length: number;
  readonly inside: Inside | undefined;
}

export interface Verdict {
  /** Undefined where the person wanted to see it. */
  readonly right: boolean | undefined;
  readonly truth: Words;
  /** The step that decided. */
  readonly why: Place | undefined;
}

interface Open {
  readonly question: Question;
  /** The operation that it is about. */
  readonly operation: number;
  readonly at: Place;
  readonly length: number;
  readonly proceed: (goOn: boolean) => void;
  answer: Answer | undefined;
}

/** So many marks of an operation are judged. */
const MARKS = 20_000;

export class Prediction {
  on = false;
  verdict: Verdict | undefined;
  right = 0;
  asked = 0;

  #open: Open | undefined;
  /** What was answered, or not, until it has happened. */
  #given: Open | undefined;
  /** Varies the questions. */
  #turn = 0;

  constructor(
    readonly session: Asker,
    readonly tell: () => void,
  ) {}

  get question(): Question | undefined {
    return this.#open?.question;
  }

  get answer(): Answer | undefined {
    return this.#open?.answer;
  }

  turn(on: boolean): void {
    this.on = on;
    if (on) asking.load().catch(() => undefined);
    if (!on) this.#close(true);
    this.verdict = undefined;
    this.tell();
  }

  /** Asks, if there is something to ask; answers whether to go on, once the person has. */
  async ask(upcoming: Upcoming): Promise<boolean> {
    this.#close(false);
    this.verdict = undefined;
    if (!this.on) return true;
    const asked = this.#questionBefore(upcoming, asking.present ?? (await asking.load()));
    if (asked === undefined) return true;
    this.#turn += 1;
    const { place, length } = this.session;
    const goesOn = await new Promise<boolean>((proceed) => {
      this.#open = { ...asked, at: place, length, proceed, answer: undefined };
      this.tell();
    });
    return goesOn;
  }

  #questionBefore(
    upcoming: Upcoming,
    { gcRefsQuestion, operationOf, questionBefore }: Asking,
  ): { question: Question; operation: number } | undefined {
    const { heap, edition, place, inside } = this.session;
    if ('act' in upcoming) {
      const operation = operationOf(upcoming.act);
      // From the middle of an operation an act begins at its end, which is not in sight.
      if (operation === undefined || inside !== undefined) return undefined;
      return about(questionBefore(operation, heap, edition, this.#turn), place.operation + 1);
    }
    if (inside !== undefined) return about(this.#questionInside(inside, gcRefsQuestion), inside.operation);
    const { to } = upcoming;
    if (to.operation !== place.operation + 1) return undefined;
    const line = heap.operationsPart(place.operation, 1)[0];
    return line === undefined
      ? undefined
      : about(questionBefore(line.operation, heap, edition, this.#turn), line.number);
  }

  #questionInside(
    { operation, mark, sections, present }: Inside,
    gcRefsQuestion: Asking['gcRefsQuestion'],
  ): Question | undefined {
    if (present?.event.kind !== 'PhaseStarted' || present.event.phase !== 'subtract_refs') return undefined;
    const end = sections.find((section) => section.mark > mark)?.mark;
    if (end === undefined) return undefined;
    try {
      return gcRefsQuestion(operation, mark, end - 1, this.session.heap, this.#turn);
    } finally {
      this.session.heap.seekStep(operation, mark);
    }
  }

  /** Something was chosen in a diagram. */
  chose(selection: Selection): void {
    const open = this.#open;
    if (open === undefined || open.question.by === 'choice') return;
    const address = answerIn(open.question.by, selection);
    if (address === undefined) return;
    if (open.question.by !== 'objects') open.answer = address;
    else open.answer = toggled(typeof open.answer === 'object' ? open.answer : [], address);
  }

  choose(value: string): void {
    if (this.#open === undefined) return;
    this.#open.answer = value;
    this.submit();
  }

  /** Goes on with what is answered; that no object is unreachable is an answer, too. */
  submit(): void {
    const open = this.#open;
    if (open === undefined) return;
    if (open.question.by === 'objects') open.answer ??= [];
    if (open.answer !== undefined) this.#close(true);
  }

  /** Goes on without an answer. */
  show(): void {
    if (this.#open === undefined) return;
    this.#open.answer = undefined;
    this.#close(true);
  }

  /** Does not go on. */
  callOff(): void {
    this.#close(false);
    this.tell();
  }

  dismiss(): void {
    this.verdict = undefined;
    this.tell();
  }

  /** A question is about where one stands: elsewhere it is none. */
  moved(): void {
    const open = this.#open;
    if (open === undefined) return;
    const { place, length } = this.session;
    const same = place.operation === open.at.operation && place.mark === open.at.mark && length === open.length;
    if (!same) this.#close(false);
  }

  /** It was carried out, and is in sight. */
  happened(): void {
    const given = this.#given;
    this.#given = undefined;
    if (given === undefined || this.session.length < given.operation) return;
    const { heap } = this.session;
    const explanation = heap.explain(given.operation, 0, MARKS);
    const truth = given.question.truth({ heap, explanation });
    if (truth === undefined) return;
    const right = given.answer === undefined ? undefined : isRight(given.answer, truth.answer);
    if (right !== undefined) this.asked += 1;
    if (right === true) this.right += 1;
    const why = truth.mark === undefined ? undefined : { operation: given.operation, mark: truth.mark };
    this.verdict = { right, truth: truth.words, why };
  }

  #close(goOn: boolean): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    this.#given = goOn ? open : undefined;
    open.proceed(goOn);
  }
}

function about(
  question: Question | undefined,
  operation: number,
): { question: Question; operation: number } | undefined {
  return question === undefined ? undefined : { question, operation };
}
