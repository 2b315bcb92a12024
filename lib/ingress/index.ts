export * from './certificates';
export * from './dns-records';
export { hostNames } from './host-names';
export { clusterIssuerObjects } from './issuers';
export * from './listed-certificates';
export { loadBalancerOverrides } from './load-balancers';
export { ingressProblems, operatorIssuerProblems } from './problems';
export { authoritySteps, zoneSecrets } from './runtime-secrets';
export { systemIngressTable } from './system-ingresses';
