import type { Problem } from '../../values/problem';
import type { SecretFinding } from './finding';

const FIX =
  'keep it outside of Git and refer to a Secret, declared with addRequiredSecret(); if it is not a credential, list it in allowSecrets with a reason';

/**
 * A finding as a problem, without the value.
 * @param finding - the finding
 * @param subject - what is searched, such as `the file x.yaml of the kustomization`
 * @default subject - the object of the finding
 */
export function secretProblem(finding: SecretFinding, subject?: string): Problem {
  const { kind, name, at, what, rule } = finding;
  const object = kind === 'File' && subject !== undefined ? '' : `the ${kind} ${name}`;
  const start = [subject, object].filter((part) => part !== undefined && part !== '').join(': ');
  const place = at === '' ? '' : `: ${at}`;
  const fix = rule === 'unreadable' ? 'correct the file' : FIX;
  return { what: `${start}${place} ${what}${rule === 'unreadable' ? '' : ', and what is rendered goes to Git'}`, fix };
}
