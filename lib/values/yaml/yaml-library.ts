import { createRequire } from 'module';
import type * as Yaml from 'yaml';

const load = createRequire(__filename);

/** The YAML library. It is loaded at the first use, since that takes as long as the start of most commands, and plain texts are read without it. */
export function yamlLibrary(): typeof Yaml {
  return load('yaml') as typeof Yaml;
}
