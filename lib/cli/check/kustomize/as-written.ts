import { dirname, join, normalize, relative, sep } from 'path';
import { listAt } from '../../../connectivity/manifest';
import type { JsonObject, JsonValue } from '../../../values/json';
import { textOf } from '../../../values/json';
import { otherFiles, RESOURCES, type Kustomization } from '../kustomizations';
import { isRemote } from './build';
import { configurationOf } from './configurations';

/** What decides about objects and is not built here. */
const NOT_BUILT: readonly string[] = [
  'helmCharts',
  'helmChartInflationGenerator',
  'generators',
  'transformers',
  'crds',
  'openapi',
];

/** The values of each file that was read. */
type Values = ReadonlyMap<string, readonly JsonValue[]>;

/**
 * What decides about the objects of a kustomization and is not built here: its fields, and files of other repositories.
 * @param kustomization - the kustomization
 * @param values - the values of each file that was read
 */
export function notBuilt({ file, object }: Kustomization, values: Values): readonly string[] {
  const isOpen = RESOURCES.some((field) => listAt(object, field).some((entry) => isRemote(textOf(entry))));
  const { isApplied } = configurationOf(object, (name) => values.get(normalize(join(dirname(file), name))));
  return [
    ...NOT_BUILT.filter((field) => object[field] !== undefined),
    ...(isApplied ? [] : ['configurations']),
    ...(isOpen ? ['resources of other repositories'] : []),
  ];
}

/**
 * A kustomization as an object, named after its folder since it has no name of its own, with what the files say that it names.
 * @param kustomization - the kustomization
 * @param root - the folder that it is read from
 * @param values - the values of each file that was read
 */
export function asWritten(kustomization: Kustomization, root: string, values: Values): JsonObject {
  const { file, object } = kustomization;
  const folder = dirname(file);
  const files = otherFiles(kustomization).flatMap((name): Array<[string, readonly JsonValue[]]> => {
    const content = values.get(name);
    return content === undefined ? [] : [[posix(relative(folder, name)), content]];
  });
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    ...object,
    metadata: { name: folderName(kustomization, root) },
    ...(files.length > 0 && { files: Object.fromEntries(files) }),
  };
}

/** The name of the folder of a kustomization. */
export function folderName({ file }: Kustomization, root: string): string {
  return posix(relative(root, dirname(file))) || '.';
}

function posix(path: string): string {
  return path.split(sep).join('/');
}
