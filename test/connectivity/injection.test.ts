import fc from 'fast-check';
import { meshLayer } from '../../lib/mesh';
import { isInjected } from '../../lib/connectivity/injection';
import { Asked, namespace, pod, STRICT } from '../mesh/manifests';

type Labels = Readonly<Record<string, string>>;
type Condition = readonly [key: string, operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist', ...values: string[]];

/** The webhooks of the injector, as `mutatingwebhook.yaml` of chart istio-discovery has them; revision r stands for any revision. */
const WEBHOOKS: ReadonlyArray<{ readonly namespace: readonly Condition[]; readonly object: readonly Condition[] }> = [
  {
    namespace: [
      ['istio.io/rev', 'In', 'r'],
      ['istio-injection', 'DoesNotExist'],
    ],
    object: [['sidecar.istio.io/inject', 'NotIn', 'false']],
  },
  {
    namespace: [
      ['istio.io/rev', 'DoesNotExist'],
      ['istio-injection', 'DoesNotExist'],
    ],
    object: [
      ['sidecar.istio.io/inject', 'NotIn', 'false'],
      ['istio.io/rev', 'In', 'r'],
    ],
  },
  {
    namespace: [['istio-injection', 'In', 'enabled']],
    object: [['sidecar.istio.io/inject', 'NotIn', 'false']],
  },
  {
    namespace: [
      ['istio-injection', 'DoesNotExist'],
      ['istio.io/rev', 'DoesNotExist'],
    ],
    object: [
      ['sidecar.istio.io/inject', 'In', 'true'],
      ['istio.io/rev', 'DoesNotExist'],
    ],
  },
];

const holds = (labels: Labels, [key, operator, ...values]: Condition): boolean => {
  const value = labels[key];
  if (operator === 'Exists') return value !== undefined;
  if (operator === 'DoesNotExist') return value === undefined;
  const listed = value !== undefined && values.includes(value);
  return operator === 'In' ? listed : !listed;
};

/** `injectRequired` of the injector, in its own order. */
const injectorAgrees = (labels: Labels, annotations: Labels, hostNetwork: boolean, never: Labels): boolean => {
  if (hostNetwork) return false;
  const choice = (labels['sidecar.istio.io/inject'] ?? annotations['sidecar.istio.io/inject'] ?? '').toLowerCase();
  if (choice === '') return !Object.entries(never).every(([key, value]) => labels[key] === value);
  return ['y', 'yes', 'true', 'on'].includes(choice);
};

const labelled = (choices: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<Record<string, string>> =>
  fc.record(Object.fromEntries(Object.entries(choices).map(([key, values]) => [key, fc.constantFrom(...values)])), {
    requiredKeys: [],
  }) as fc.Arbitrary<Record<string, string>>;

describe('which pods get a sidecar', () => {
  test('as the webhooks and the injector of Istio decide', () => {
    const choice = ['true', 'false', 'yes', 'no', 'Y', ''];
    fc.assert(
      fc.property(
        labelled({ 'istio-injection': ['enabled', 'disabled', 'true'], 'istio.io/rev': ['r'] }),
        labelled({ 'sidecar.istio.io/inject': choice, 'istio.io/rev': ['r'], job: ['a'] }),
        labelled({ 'sidecar.istio.io/inject': choice }),
        fc.boolean(),
        (ofNamespace, labels, annotations, hostNetwork) => {
          const never = { job: 'a' };
          const called = WEBHOOKS.some(
            (webhook) =>
              webhook.namespace.every((one) => holds(ofNamespace, one)) &&
              webhook.object.every((one) => holds(labels, one)),
          );
          const manifest = { metadata: { labels, annotations }, spec: { hostNetwork, containers: [] } };
          const around = { namespace: 'shop', labels: ofNamespace, never: [never] };
          expect(isInjected(manifest, around)).toBe(called && injectorAgrees(labels, annotations, hostNetwork, never));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a pod with a revision in a namespace without labels', () => {
    const objects = [namespace('shop', {}), namespace('legacy', {}), pod('legacy/bare'), STRICT];
    const labels = { app: 'server', 'istio.io/rev': 'canary' };
    expect(new Asked([...objects, pod('shop/server', { labels })]).open('legacy/bare')).toBe(false);
    const { warnings = [] } = meshLayer([...objects, pod('shop/server', { labels })]);
    expect(warnings.map(({ message }) => message)).toContain(
      'is injected by revision "canary" of Istio, which is assumed to be installed',
    );
  });

  test('ambient mode, of a namespace or a pod, is evaluated and named', () => {
    const label = { 'istio.io/dataplane-mode': 'ambient' };
    const legacy = [namespace('legacy', {}), pod('legacy/bare'), STRICT];
    const ofNamespace = [...legacy, namespace('shop', label), pod('shop/server')];
    const ofPod = [...legacy, namespace('shop', {}), pod('shop/server', { labels: { app: 'server', ...label } })];
    for (const objects of [ofNamespace, ofPod]) {
      expect(new Asked(objects).open('legacy/bare')).toBe(false);
      expect((meshLayer(objects).warnings ?? []).map(({ kind }) => kind)).toContain('not-evaluated');
    }
    const declined = pod('shop/server', { labels: { app: 'server', 'istio.io/dataplane-mode': 'none' } });
    expect(new Asked([...legacy, namespace('shop', label), declined]).open('legacy/bare')).toBe(true);
  });

  test('labels and annotations that do not do what they state', () => {
    const asks = pod('shop/server', { annotations: { 'sidecar.istio.io/inject': 'true' } });
    const { warnings = [] } = meshLayer([namespace('shop', { 'istio-injection': 'true' }), asks]);
    expect(warnings.map(({ object, message }) => `${object}: ${message}`)).toEqual([
      'Namespace shop: label istio-injection has no effect; got "true"; allowed enabled, disabled; no sidecar is injected',
      'shop/server[Deployment]: asks for a sidecar (sidecar.istio.io/inject), but no webhook of Istio is called for it, ' +
        'or the injector declines it; it is assumed to have none',
    ]);
  });
});
