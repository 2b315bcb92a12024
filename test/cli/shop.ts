/** Manifests of a small shop, as YAML documents that can be joined. */

/** A workload in namespace `shop`, whose pods have its name as label `app` and port 80. */
export const workload = (name: string, kind = 'Deployment'): string => `
apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}, namespace: shop}
spec: {template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: c, ports: [{name: p, containerPort: 80}]}]}}}
---`;

/** A policy that lets a peer reach the database at a port. */
export const policy = (port: number | string, from: string): string => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec:
  podSelector: {matchLabels: {app: db}}
  policyTypes: [Ingress, Egress]
  ingress: [{from: [${from}], ports: [{port: ${port}}]}]
---`;

/** The peer that the shop has. */
export const web = '{podSelector: {matchLabels: {app: web}}}';

/** A web server that reaches its database. */
export const SHOP = workload('web') + workload('db', 'StatefulSet') + policy(5432, web);

/** The same, open to a range of addresses, too. */
export const WIDER =
  workload('web') + workload('db', 'StatefulSet') + policy(5432, `${web}, {ipBlock: {cidr: 10.0.0.0/8}}`);
