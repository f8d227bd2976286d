// External Secrets' generator of passwords. It keeps nothing: each use makes a new one.
import { customResource } from './custom-resource.js';

export interface PasswordSpec {
  readonly length: number;
  readonly digits: number;
  readonly symbols: number;
  readonly symbolCharacters: string;
  readonly noUpper: boolean;
  readonly allowRepeat: boolean;
}

export const Password = customResource<PasswordSpec>('generators.external-secrets.io/v1alpha1', 'Password');
