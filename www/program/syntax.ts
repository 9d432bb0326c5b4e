// What a program is once it is read: statements and expressions, each with its place in the text. Holds no grammar and
// runs nothing.

import { type NewKind } from '../generated/NewKind.ts';
import { type Span } from './problem.ts';

export interface At {
  readonly span: Span;
  /** The text itself, shortened, for sentences. */
  readonly text: string;
}

export type Operator = '+' | '-' | '*' | '//' | '%' | '**';

/** Where a comprehension or a loop takes its values from. */
export type Iterable = At &
  (
    | { readonly is: 'range'; readonly bounds: readonly [Expression, ...Expression[]] }
    | { readonly is: 'blocks'; readonly of: Expression }
  );

export type Allocation = At &
  (
    | { readonly is: 'malloc'; readonly nbytes: Expression }
    | { readonly is: 'calloc'; readonly nelem: Expression; readonly elsize: Expression }
  );

/** What makes an object of its own. */
export type Making = At &
  (
    | { readonly is: 'float'; readonly value: string }
    | { readonly is: 'str'; readonly value: string }
    | { readonly is: 'items'; readonly kind: 'list' | 'tuple' | 'set'; readonly items: readonly Expression[] }
    | { readonly is: 'dict'; readonly entries: readonly (readonly [Expression, Expression])[] }
    | { readonly is: 'instance'; readonly kind: NewKind; readonly type: string }
    | { readonly is: 'weakref'; readonly to: Expression; readonly callback: boolean }
    | { readonly is: 'many'; readonly kind: NewKind; readonly count: Expression }
  );

/** What is a whole number when it is worked out. */
export type Arithmetic = At &
  (
    | { readonly is: 'int'; readonly value: bigint }
    | { readonly is: 'negative'; readonly of: Expression }
    | { readonly is: 'arithmetic'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
    | { readonly is: 'len'; readonly of: Expression }
  );

export type Expression =
  | Allocation
  | Making
  | Arithmetic
  | (At &
      (
        | { readonly is: 'none' }
        | { readonly is: 'name'; readonly name: string }
        | { readonly is: 'realloc'; readonly block: Expression; readonly nbytes: Expression }
        | { readonly is: 'each'; readonly element: Allocation; readonly variable: string; readonly over: Iterable }
        | { readonly is: 'index'; readonly of: Expression; readonly index: Expression }
        | { readonly is: 'slice'; readonly of: Expression; readonly bounds: readonly (Expression | undefined)[] }
      ));

/** What stands before `=`, or behind `del`. */
export type Target = At &
  (
    | { readonly is: 'name'; readonly name: string }
    | { readonly is: 'attribute'; readonly of: string; readonly name: string }
    | { readonly is: 'index'; readonly of: string; readonly index: Expression }
  );

export type Method = 'append' | 'add' | 'remove' | 'discard';

export type Collector = 'enable' | 'disable' | 'freeze' | 'unfreeze';

export type Simple = At &
  (
    | { readonly is: 'assign'; readonly target: Target; readonly value: Expression }
    | { readonly is: 'delete'; readonly targets: readonly Target[] }
    | { readonly is: 'evaluate'; readonly value: Expression }
    | { readonly is: 'free'; readonly block: Expression }
    | { readonly is: 'method'; readonly of: string; readonly method: Method; readonly value: Expression }
    | { readonly is: 'collect'; readonly generation: Expression | undefined }
    | { readonly is: 'threshold'; readonly values: readonly Expression[] }
    | { readonly is: 'saveall'; readonly saveall: boolean }
    | { readonly is: 'collector'; readonly call: Collector }
    | { readonly is: 'pass' }
  );

export interface Loop extends At {
  readonly is: 'for';
  readonly variable: string;
  readonly over: Iterable;
  readonly body: readonly Statement[];
}

export type Statement = Simple | Loop;

export interface Script {
  readonly kind: 'script';
  readonly statements: readonly Statement[];
  /** Every name that the text has. */
  readonly names: ReadonlySet<string>;
}

/** Lines of a trace, which the core reads itself. */
export interface Trace {
  readonly kind: 'trace';
  readonly text: string;
}

export type Program = Script | Trace;
