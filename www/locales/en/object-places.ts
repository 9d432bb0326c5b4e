// English: what is at an address where objects and the collector's globals are. Holds words only.

import { hex } from '../../format.ts';
import { type ObjectField } from '../../generated/ObjectField.ts';
import { kinds } from './gc-events.ts';
import { type PlaceWords } from '../messages.ts';

const field = (name: string | null) => (name === null ? '' : `, ${name}`);

/** An object's field, and then which block it is in. */
export const inObject = (object: ObjectField | undefined, block: string) =>
  object === undefined ? block : `${kinds[object.of]} ${hex(object.at)}${field(object.field)} (${block})`;

type ObjectPlaces = 'staticObject' | 'typeObject' | 'generation' | 'workingListHead';

export const objectPlaces: Pick<PlaceWords, ObjectPlaces> = {
  staticObject: ({ object }) => `${kinds[object.of]} ${hex(object.at)}${field(object.field)} (static)`,
  typeObject: (p) => `type ${p.index} (${kinds[p.of]})${field(p.field)}`,
  generation: (p) =>
    `${p.generation === null ? 'permanent_generation' : `generations[${p.generation}]`}${field(p.field)}`,
  workingListHead: (p) => `${p.list}${field(p.field)}`,
};
