// The links of a tenant's product in Argo CD: annotations of its Application, in the patch that tenant-application.ts makes. A
// template can not have keys that differ in number from tenant to tenant; a patch of it can.

/**
 * A Go template of entries of a YAML mapping, each with a comma. Every value is written as JSON, which YAML reads back as the one
 * text that it was. `index` gives nothing for an entry of an older version, where the field itself would stop the whole set.
 */
export const productLinks = [
  '{{range index . "links"}}',
  '\n  {{printf "link.argocd.argoproj.io/product-%s" .name | toJson}}: {{printf "%s|%s" .title .url | toJson}},',
  '{{end}}',
].join('');
