/**
 * Typed cdk8s constructs for the Verrazzano Enterprise Container Platform, release 1.7.2.
 *
 * @packageDocumentation
 */
export * from './cluster';
export * from './component';
export * from './components';
export * from './gitops';
export * from './installer';
export * from './profile';
export * from './profile/rules';
export * from './values/certificates';
export * from './values/cni';
export * from './values/dns';
export * from './values/json';
export * from './values/kubernetes-facts';
export * from './values/override';
export type { Problem } from './values/problem';
export * from './values/registry';
export * from './values/secret-reference';
export * from './values/volume';
