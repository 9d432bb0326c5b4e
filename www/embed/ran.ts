// A program that was carried out, as an element keeps it while it is out of the page. A type only, which draws in no other.

export interface RanText {
  readonly text: string;
  /** It stands in the element itself, so nobody else shows it. */
  readonly own: boolean;
  /** The operations that each line came to. */
  readonly lines: readonly { readonly line: number; readonly from: number; readonly to: number }[];
}
