import type { ScalarTag } from 'yaml';
import { resolvePlain } from './go-scalar';

/*
 * What kubectl makes of plain scalars. It reads YAML with sigs.k8s.io/yaml, which follows YAML 1.1 in parts. Source of all
 * spellings: `goyaml.v2/resolve.go` in the repository kubernetes-sigs/yaml. The spellings there that are missing here are read alike
 * by YAML 1.2.
 */

const bool = (test: RegExp, value: boolean): ScalarTag => ({
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test,
  resolve: () => value,
});

const number = (kind: 'int' | 'float'): ScalarTag => ({
  tag: `tag:yaml.org,2002:${kind}`,
  default: true,
  // Anything that begins with a digit; what is not a number stays a string.
  test: /^(?:[-+][._]*|\.)?[0-9]/,
  resolve: kubectlScalar,
});

/** Tags that read plain scalars as kubectl does, to be tried before those of YAML 1.2. */
export const KUBECTL_SCALARS: readonly ScalarTag[] = [
  bool(/^(?:y|Y|yes|Yes|YES|on|On|ON)$/, true),
  bool(/^(?:n|N|no|No|NO|off|Off|OFF)$/, false),
  number('int'),
  number('float'),
];

/**
 * The value of a plain scalar, as kubectl reads it: what {@link KUBECTL_SCALARS} and those of YAML 1.2 make of it.
 * @param text - the scalar as written, without quotes
 * @returns integers beyond 2^53 as the nearest number
 */
export function kubectlScalar(text: string): string | number | boolean | null {
  const value = resolvePlain(text);
  return typeof value === 'bigint' ? Number(value) : value;
}
