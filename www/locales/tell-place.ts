// What is at an address, in words: which text a place needs, and how an object's field goes with the block that it is
// in. Holds no words.

import { hex } from '../format.ts';
import { type ObjectField } from '../generated/ObjectField.ts';
import { type Place } from '../generated/Place.ts';
import { type Messages } from './messages.ts';

/** The words for a place. */
export function tellPlace(messages: Messages, place: Place): string {
  const { places } = messages;
  switch (place.kind) {
    case 'null':
    case 'unmapped':
    case 'host':
    case 'rawBook':
      return places[place.kind];
    case 'usedPools':
      return places.usedPools(place);
    case 'sentinel':
      return places.sentinel(place);
    case 'global': {
      const { name, index } = place;
      return index === null ? places.global({ name }) : places.globalItem({ name, index });
    }
    case 'arenaObject': {
      const { index, field } = place;
      return field === null ? places.arenaObject({ index }) : places.arenaObjectField({ index, field });
    }
    case 'arenaEdge':
      return places.arenaEdge(place);
    case 'uncarved':
      return places.uncarved(place);
    case 'poolHeader':
      return withField(messages, places.poolHeader(place), place.field);
    case 'block': {
      const { arena, pool, block, offset } = place;
      const state = messages.states.block[place.state].word;
      return inObject(messages, place.object, places.block({ arena, pool, block, offset, state }));
    }
    case 'poolTail':
      return places.poolTail(place);
    case 'radixNode':
      return withField(messages, places.radixNode(place), place.field);
    case 'rawBlock': {
      const { size, offset } = place;
      const block = place.allocated ? places.rawAllocated({ size, offset }) : places.rawFree({ size, offset });
      return inObject(messages, place.object, block);
    }
    case 'staticObject':
      return inObject(messages, place.object, places.isStatic);
    case 'typeObject': {
      const { index, of, field } = place;
      return withField(messages, places.typeObject({ index, kind: messages.kinds[of] }), field);
    }
    case 'generation': {
      const { generation, field } = place;
      const list = generation === null ? places.permanentGeneration : places.generation({ generation });
      return withField(messages, list, field);
    }
    case 'workingListHead':
      return withField(messages, places.workingListHead(place), place.field);
  }
}

function withField({ places }: Messages, place: string, field: string | null): string {
  return field === null ? place : places.field({ place, field });
}

/** An object's field, and then where the object is. */
function inObject(messages: Messages, object: ObjectField | undefined, place: string): string {
  if (object === undefined) return place;
  const { places, kinds } = messages;
  const told = places.object({ kind: kinds[object.of], address: hex(object.at) });
  return places.objectIn({ object: withField(messages, told, object.field), place });
}
