export { secretProblem } from './describe';
export { isAllowed } from './finding';
export type { AllowedSecret, SecretFinding } from './finding';
export { withoutSecrets } from './redact';
export { secretsInObject } from './scan-object';
export { secretsInText } from './scan-text';
