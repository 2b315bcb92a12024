import { Asked, namespace, peerAuthentication, pod, PODS, STRICT } from './manifests';

const server = { selector: { matchLabels: { app: 'server' } } };

describe('mutual TLS', () => {
  test('STRICT refuses who has no sidecar, and says so', () => {
    const mesh = new Asked([...PODS, STRICT]);
    expect(mesh.open('shop/client')).toBe(true);
    expect(mesh.open('legacy/bare')).toBe(false);
    expect(mesh.open('10.0.0.1')).toBe(false);
    expect(mesh.why('legacy/bare')).toBe(
      'mutual TLS is STRICT at TCP 8080 of shop/server[Deployment] (PeerAuthentication istio-system/default), ' +
        'and legacy/bare[Deployment] has no sidecar',
    );
  });

  test('without a PeerAuthentication plaintext is taken', () => {
    expect(new Asked(PODS).open('legacy/bare')).toBe(true);
  });

  test('other protocols and the ports of the proxy are not taken by the sidecar', () => {
    const mesh = new Asked([...PODS, STRICT]);
    expect(mesh.ports('legacy/bare').toString()).toBe('TCP 15020-15021,15090; UDP 1-65535; SCTP 1-65535');
  });

  test('who has no sidecar takes everything', () => {
    expect(new Asked([...PODS, STRICT]).ports('shop/client', 'legacy/bare').isAll()).toBe(true);
    expect(new Asked([...PODS, STRICT]).ports('shop/client', '10.0.0.1').isAll()).toBe(true);
  });

  test('the namespace beats the mesh, and the workload beats the namespace', () => {
    const ofNamespace = peerAuthentication('shop/default', { mtls: { mode: 'PERMISSIVE' } });
    const ofWorkload = peerAuthentication('shop/server', { ...server, mtls: { mode: 'STRICT' } });
    expect(new Asked([...PODS, STRICT, ofNamespace]).open('legacy/bare')).toBe(true);
    expect(new Asked([...PODS, STRICT, ofNamespace]).open('legacy/bare', 'away/client')).toBe(false);
    expect(new Asked([...PODS, STRICT, ofNamespace, ofWorkload]).open('legacy/bare')).toBe(false);
    expect(new Asked([...PODS, STRICT, ofNamespace, ofWorkload]).open('legacy/bare', 'shop/other')).toBe(true);
  });

  test('single ports have a mode of their own, and the others inherit', () => {
    const exception = peerAuthentication('shop/server', { ...server, portLevelMtls: { 9000: { mode: 'PERMISSIVE' } } });
    const mesh = new Asked([...PODS, STRICT, exception]);
    expect(mesh.open('legacy/bare', 'shop/server', 9000)).toBe(true);
    expect(mesh.open('legacy/bare')).toBe(false);
  });

  test('UNSET inherits', () => {
    const unset = peerAuthentication('shop/default', { mtls: { mode: 'UNSET' } });
    expect(new Asked([...PODS, STRICT, unset]).open('legacy/bare')).toBe(false);
  });

  test('modes of ports without a selector count for nothing, and so does a selector in the root namespace', () => {
    const ports = peerAuthentication('shop/default', { portLevelMtls: { 8080: { mode: 'DISABLE' } } });
    const root = peerAuthentication('istio-system/server', { ...server, mtls: { mode: 'DISABLE' } });
    expect(new Asked([...PODS, STRICT, ports, root]).open('legacy/bare')).toBe(false);
  });

  test('another root namespace', () => {
    const strict = peerAuthentication('root/default', { mtls: { mode: 'STRICT' } });
    expect(new Asked([...PODS, strict], { rootNamespace: 'root' }).open('legacy/bare')).toBe(false);
    expect(new Asked([...PODS, strict]).open('legacy/bare')).toBe(true);
  });

  test('a port that the sidecar of the destination leaves alone is open', () => {
    const annotations = { 'traffic.sidecar.istio.io/excludeInboundPorts': '80, 443' };
    const mesh = new Asked([...PODS, pod('shop/edge', { annotations }), STRICT]);
    expect(mesh.open('10.0.0.1', 'shop/edge', 443)).toBe(true);
    expect(mesh.open('10.0.0.1', 'shop/edge', 8443)).toBe(false);
    expect(mesh.why('10.0.0.1', 'shop/edge', 443)).toBe('the sidecar of shop/edge[Deployment] does not take TCP 443');
  });

  test('an empty list of included ports means none, and a list means these only', () => {
    const include = (ports: string) =>
      pod('shop/edge', { annotations: { 'traffic.sidecar.istio.io/includeInboundPorts': ports } });
    expect(new Asked([...PODS, include(''), STRICT]).ports('legacy/bare', 'shop/edge').isAll()).toBe(true);
    expect(new Asked([...PODS, include('*'), STRICT]).open('legacy/bare', 'shop/edge')).toBe(false);
    const listed = new Asked([...PODS, include('8080'), STRICT]);
    expect(listed.open('legacy/bare', 'shop/edge', 8080)).toBe(false);
    expect(listed.open('legacy/bare', 'shop/edge', 9090)).toBe(true);
  });

  test('beside a list of included ports that of excluded ones counts for nothing', () => {
    const annotations = {
      'traffic.sidecar.istio.io/includeInboundPorts': '8080',
      'traffic.sidecar.istio.io/excludeInboundPorts': '8080',
    };
    const mesh = new Asked([...PODS, pod('shop/edge', { annotations }), STRICT]);
    expect(mesh.open('legacy/bare', 'shop/edge', 8080)).toBe(false);
  });

  test('a port that the sidecar of the source leaves alone is called in plaintext', () => {
    const annotations = { 'traffic.sidecar.istio.io/excludeOutboundPorts': '8080' };
    const mesh = new Asked([...PODS, pod('shop/odd', { annotations }), STRICT]);
    expect(mesh.open('shop/odd')).toBe(false);
    expect(mesh.open('shop/odd', 'shop/server', 9090)).toBe(true);
    expect(mesh.why('shop/odd')).toContain('the sidecar of shop/odd[Deployment] does not take these ports');
  });

  test('an application that gets the certificates of its sidecar does mutual TLS itself', () => {
    const around = { 'traffic.sidecar.istio.io/excludeOutboundIPRanges': '0.0.0.0/0' };
    const config = { 'proxy.istio.io/config': '{"proxyMetadata":{"OUTPUT_CERTS":"/etc/istio-output-certs"}}' };
    const odd = pod('shop/odd', { annotations: around });
    const scraper = pod('shop/scraper', { annotations: { ...around, ...config } });
    const mesh = new Asked([...PODS, odd, scraper, STRICT]);
    expect(mesh.open('shop/odd')).toBe(false);
    expect(mesh.open('shop/scraper')).toBe(true);
  });

  test('a gateway decides by itself what it asks for', () => {
    const labels = { 'operator.istio.io/component': 'IngressGateways', 'sidecar.istio.io/inject': 'false' };
    const mesh = new Asked([...PODS, pod('istio-system/gateway', { labels }), STRICT]);
    expect(mesh.open('10.0.0.1', 'istio-system/gateway', 8443)).toBe(true);
    expect(mesh.open('istio-system/gateway')).toBe(true);
  });
});

describe('sidecars', () => {
  const has = (objects: Parameters<typeof pod>[1], labels?: Record<string, string>): boolean =>
    !new Asked([...PODS, namespace('here', labels), pod('here/it', objects), STRICT]).open('legacy/bare', 'here/it');

  test('are in namespaces that are labelled', () => {
    expect(has({})).toBe(true);
    expect(has({}, { 'istio.io/rev': 'default' })).toBe(true);
    expect(has({}, {})).toBe(false);
    expect(has({}, { 'istio-injection': 'disabled' })).toBe(false);
  });

  test('are left out by label or annotation of the pod, and the label wins', () => {
    const key = 'sidecar.istio.io/inject';
    expect(has({ labels: { [key]: 'false' } })).toBe(false);
    expect(has({ annotations: { [key]: 'false' } })).toBe(false);
    expect(has({ labels: { [key]: 'true' }, annotations: { [key]: 'false' } })).toBe(true);
  });

  test('are put in by the label of the pod where the namespace says nothing, and not by the annotation', () => {
    const key = 'sidecar.istio.io/inject';
    expect(has({ labels: { [key]: 'true' } }, {})).toBe(true);
    expect(has({ annotations: { [key]: 'true' } }, {})).toBe(false);
    expect(has({ labels: { [key]: 'true' } }, { 'istio-injection': 'disabled' })).toBe(false);
  });

  test('are left out where the mesh is told never to inject, unless the pod says otherwise', () => {
    const neverInjected = [{ app: 'it' }];
    const objects = (labels: Record<string, string>) => [...PODS, pod('shop/it', { labels }), STRICT];
    const open = (labels: Record<string, string>) =>
      new Asked(objects(labels), { neverInjected }).open('legacy/bare', 'shop/it');
    expect(open({ app: 'it' })).toBe(true);
    expect(open({ app: 'else' })).toBe(false);
    expect(open({ app: 'it', 'sidecar.istio.io/inject': 'true' })).toBe(false);
  });

  test('are not in pods on the network of their node, and count where they are already', () => {
    expect(has({ hostNetwork: true })).toBe(false);
    expect(has({ containers: [{ name: 'it' }, { name: 'istio-proxy' }] }, {})).toBe(true);
  });
});
