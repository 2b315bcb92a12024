import type { ExplainedDocument, FieldOrigin } from '../../gitops/provenance/field-origin';
import { isJsonList, isJsonObject, type JsonValue } from '../../values/json';
import { option, type Subject } from './subject';

/**
 * Origins of the fields of the kustomization that installs the platform operator.
 * @param document - the document
 * @param subject - the profile
 */
export function operatorOrigins({ content, unit }: ExplainedDocument, subject: Subject): readonly FieldOrigin[] {
  if (content.kind !== 'Kustomization' || unit !== 'operator') return [];
  const { version } = subject.profile;
  const source = `https://github.com/verrazzano/verrazzano/releases/tag/v${version}`;
  const manifest = option(['resources'], subject, 'installer', `the manifest of release ${version}`);
  return [
    manifest.kind === 'default' ? { ...manifest, source } : manifest,
    option(['images'], subject, subject.props.registry === undefined ? 'installer' : 'registry'),
    ...ownPatches(content.patches).map((index) => option(['patches', index], subject, 'registry')),
    {
      at: ['patches'],
      kind: 'rule',
      text: 'CustomResourceDefinitions and namespaces of the operator are never deleted by accident',
    },
  ];
}

/** Places of the patches of single objects: the environment of the operator. Those of whole kinds have a target. */
function ownPatches(patches: JsonValue | undefined): readonly number[] {
  if (!isJsonList(patches)) return [];
  return patches.flatMap((patch, index) => (isJsonObject(patch) && patch.target === undefined ? [index] : []));
}
