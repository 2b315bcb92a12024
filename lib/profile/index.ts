export * from './profile';
export * from './profile-props';
export * from './named-profiles';
export type { AllowedFrom, AllowedTo, Explained, RefusedFlow, TrafficAnswer } from './network';
export type { ProfileName } from '../resource/merge';
