import { describeProof } from '../../exit/proof/proof';
import type { StepDifference, StepProof } from '../../exit/proof/plan-proof';
import { oneLine } from '../../values/escape/visible';

/**
 * What a step leaves as it is, as lines for people. Traffic that the step states is counted, since it is a long list.
 * @param proof - the proof of the step
 */
export function stepProofLines({ basis, compared, differences, known, why }: StepProof): string[] {
  if (basis === 'no change') return ['proof: the step changes no object of the cluster'];
  const beside = known.map((each) => `proof: known of the hop: ${each}`);
  if (basis === 'not known') return [`proof: not known offline; ${why}`, ...beside].map(oneLine);
  const from = basis === 'dump' ? 'objects of the dump' : 'objects of the program';
  const [stated, others] = [true, false].map((is) => differences.filter((each) => each.stated === is));
  const shown = (stated ?? []).filter(({ subject }) => subject !== 'traffic');
  const traffic = (stated ?? []).length - shown.length;
  return [
    `proof: ${compared} ${from}: ${summary(basis, differences)}`,
    ...(others ?? []).map((each) => `proof: NOT STATED: ${describeProof(each)}`),
    ...shown.map((each) => `proof: as stated: ${describeProof(each)}`),
    ...(traffic === 0
      ? []
      : [`proof: as stated: ${traffic} pairs of peers with other traffic; --output json lists them`]),
    ...beside,
  ].map(oneLine);
}

/** Volumes and Secrets of charts are not among the facts of a program. */
function summary(basis: StepProof['basis'], differences: readonly StepDifference[]): string {
  if (differences.length === 0) {
    return `selectors, Services, principals${basis === 'dump' ? ', volumes, Secrets' : ''} and traffic stay`;
  }
  const more = differences.filter(({ stated }) => !stated).length;
  return more === 0 ? 'only what the step states differs' : `${more} differences that the step does not state`;
}
