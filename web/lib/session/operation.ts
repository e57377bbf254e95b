import type { TadaDocumentNode } from 'gql.tada';

/** The name of the document's operation; empty for a document without one. */
export function operationOf<Result, Variables>({ definitions }: TadaDocumentNode<Result, Variables>): string {
  for (const definition of definitions) if ('operation' in definition) return definition.name?.value ?? '';
  return '';
}
