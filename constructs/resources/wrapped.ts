// Numbers and texts where cdk8s-plus' types want a class of their own, without loading its 90,000 lines for two of them.
import type { k8s } from 'cdk8s-plus-29';

class Wrapped<Value> {
  constructor(readonly value: Value) {}
}

/** A quantity, as `500m` or `1Gi`. */
export function quantity(text: string): k8s.Quantity {
  return new Wrapped(text);
}

/** A port by number or name, or a count of pods. */
export function intOrString(value: number | string): k8s.IntOrString {
  return new Wrapped(value);
}
