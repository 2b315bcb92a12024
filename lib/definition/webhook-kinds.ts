import type { WebhookDefinition } from './webhook-definition';

/** Kinds of webhook configurations. */
export const WEBHOOK_KINDS = {
  mutating: 'MutatingWebhookConfiguration',
  validating: 'ValidatingWebhookConfiguration',
} as const satisfies Readonly<Record<WebhookDefinition['kind'], string>>;
