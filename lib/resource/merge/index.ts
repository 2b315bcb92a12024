export { decidingSpec } from './deciding-spec';
export { effectiveResource, profileSpec, type VerrazzanoResource } from './effective-resource';
export { MergeError, type MergeProblem } from './merge-error';
export { DEFAULT_PROFILE, type ProfileName } from './profile-name';
export { withSchemaDefaults } from './schema-defaults';
