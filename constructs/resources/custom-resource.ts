// Makes a cdk8s class for one kind of custom resource from a narrow interface, so that the compiler refuses unknown fields.
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { plainObject } from './plain-object.js';

export interface CustomResourceProps<Spec> {
  readonly metadata: ApiObjectMetadata;
  readonly spec: Spec;
}

/** The class of one kind; the interfaces beside this file name only the fields that Tenantry sets. */
export function customResource<Spec extends object>(
  apiVersion: string,
  kind: string,
): new (
  scope: Construct,
  id: string,
  props: CustomResourceProps<Spec>,
) => ApiObject {
  return class extends ApiObject {
    readonly #props: CustomResourceProps<Spec>;

    constructor(scope: Construct, id: string, props: CustomResourceProps<Spec>) {
      super(scope, id, { apiVersion, kind, ...props });
      this.#props = props;
    }

    override toJson() {
      return plainObject({ apiVersion, kind, ...this.#props });
    }
  };
}
