import type { FieldRow } from './field-row';
import { ANY, hasOther, isGone } from './field-row';
import { HOLDING } from './outage-fields';

const FINALIZERS = /^metadata\.finalizers$/;
const UNGUARDED = 'a deletion no longer waits for what a controller cleans up or protects';

/** Fields that decide when an object is deleted. Source: concepts of Kubernetes, Finalizers, Owners and Dependents, and Garbage Collection. */
export const LIFETIME_FIELDS: readonly FieldRow[] = [
  {
    kinds: ANY,
    path: /^metadata\.ownerReferences/,
    risk: 'data-loss',
    text: 'the object is deleted with its owner, and at once where that does not exist',
    when: (_, after) => after !== undefined,
  },
  {
    kinds: ANY,
    path: /^metadata\.ownerReferences(?:\[[^\]]*\])?$/,
    risk: 'change',
    text: 'the object is no longer deleted with its owner',
    when: isGone,
  },
  {
    kinds: HOLDING,
    path: FINALIZERS,
    risk: 'data-loss',
    text: UNGUARDED,
    when: (before, after) => hasOther(before, after),
  },
  { kinds: ANY, path: FINALIZERS, risk: 'removal', text: UNGUARDED, when: (before, after) => hasOther(before, after) },
  {
    kinds: ANY,
    path: FINALIZERS,
    risk: 'change',
    text: 'an object that is deleted stays until a controller lets it go',
    when: (before, after) => hasOther(after, before),
  },
];
