import type { Construct } from 'constructs';
import { DNS_SUBDOMAIN, isDnsSubdomain } from '../values/names';
import { throwProblems } from '../values/problem';

/**
 * A name of an object.
 * @param construct - the construct, for the message
 * @param name - the name
 * @throws Error when it is not valid
 */
export function checkedName(construct: Construct, name: string): string {
  const bad = { what: 'the name is not valid', got: name, allowed: DNS_SUBDOMAIN };
  throwProblems(isDnsSubdomain(name) ? [] : [bad], construct.node.path);
  return name;
}
