export * from './profile';
export * from './profile-props';
export * from './named-profiles';
export type { ProfileName } from './merge';
