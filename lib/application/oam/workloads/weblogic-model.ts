import type { FindingText } from '../finding';
import { fieldsAt, isFields, madeFields, namespaceOf, textAt, valueAt, type KubeObject } from '../object';
import type { Translation } from '../translation';

/** Key of the model that makes WebLogic trust the headers of the ingress gateway. */
const PLUGIN_KEY = 'WebLogicPlugin.yaml';

const PLUGIN_MODEL = 'resources:\n  WebAppContainer:\n    WeblogicPluginEnabled: true\n';

/** Not base64, so that an API server refuses the Secret until a password is put in, and keeps the one that it has. */
const NO_PASSWORD = '<base64 of 128 random letters and digits>';

/**
 * The Secret that a Domain encrypts its model with. Release 1.7.2 makes one with a random password where there is none; a manifest
 * holds no password, so that it is to be put in.
 * @param domain - the Domain
 * @param translation - what is worked on
 */
export function provideRuntimeSecret(domain: KubeObject, { state, findings }: Translation): void {
  const name = textAt(domain, 'spec', 'configuration', 'model', 'runtimeEncryptionSecret');
  const namespace = namespaceOf(domain);
  if (name === undefined || state.get('', 'Secret', namespace, name) !== undefined) return;
  state.write({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, data: { password: NO_PASSWORD } });
  findings.add('warning', `Secret ${namespace}/${name}`, {
    what: 'has a place for the password, into which release 1.7.2 puts 128 random letters and digits; the API server refuses it as it is',
    fix: 'pass the live Secret as context, and keep it; or put a password in, outside of Git',
  });
}

/**
 * Puts the model above into the ConfigMap of a Domain, which is made where the Domain names none.
 * @param domain - the Domain; it gets the name of the ConfigMap
 * @param translation - what is worked on
 * @returns why the Domain is not made
 */
export function provideWdtConfigMap(domain: KubeObject, { state }: Translation): FindingText | undefined {
  const path = configMapPath(domain);
  const namespace = namespaceOf(domain);
  const field = path.at(-1) ?? '';
  const holder = ['spec', ...path.slice(0, -1)];
  const name = textAt(domain, ...holder, field);
  if (name !== undefined) {
    const there = state.get('', 'ConfigMap', namespace, name);
    if (there === undefined) {
      const what = 'names a ConfigMap that is not in the input';
      return { what, got: name, fix: 'pass it with the files or as context' };
    }
    const model = textAt(there, 'data', PLUGIN_KEY) ?? '';
    if (model === '') state.write({ ...there, data: { ...fieldsAt(there, 'data'), [PLUGIN_KEY]: PLUGIN_MODEL } });
    return undefined;
  }
  const uid = textAt(domain, 'spec', 'domainUID');
  if (uid === undefined) return { what: 'has a Domain without domainUID', fix: 'add spec.template.spec.domainUID' };
  const made = `${uid}-wdt-config-map`;
  state.writeIfAbsent({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: made, namespace, labels: { 'weblogic.domainUID': uid } },
    data: { [PLUGIN_KEY]: PLUGIN_MODEL },
  });
  madeFields(domain, ...holder)[field] = made;
  return undefined;
}

/** A domain home on a volume that is set up at first has its models elsewhere. */
function configMapPath(domain: KubeObject): readonly string[] {
  const onVolume = valueAt(domain, 'spec', 'configuration', 'initializeDomainOnPV');
  const isOnVolume = textAt(domain, 'spec', 'domainHomeSourceType') === 'PersistentVolume' && isFields(onVolume);
  return isOnVolume
    ? ['configuration', 'initializeDomainOnPV', 'domain', 'domainCreationConfigMap']
    : ['configuration', 'model', 'configMap'];
}
