import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { namedAsWritten } from '../domain/catalog-term.ts';
import type { CatalogService } from '../services/catalog.ts';
import type { VersionsService } from '../services/versions.ts';
import { LIST_COST, LIST_READ } from '../../platform/graphql/cost.ts';
import { FileNode, toFileNode } from './asset-node.ts';
import { Term } from './term-node.ts';
import { AssetVersionNode } from './version-node.ts';

export interface VersionResolverServices {
  readonly versions: VersionsService;
  readonly catalog: Pick<CatalogService, 'meanings'>;
}

@Resolver(() => AssetVersionNode)
export class VersionResolver {
  readonly #versions: VersionsService;
  readonly #catalog: VersionResolverServices['catalog'];

  constructor({ versions, catalog }: VersionResolverServices) {
    this.#versions = versions;
    this.#catalog = catalog;
  }

  @FieldResolver(() => [Term])
  async terms(@Root() { source }: AssetVersionNode): Promise<Term[]> {
    const concepts = await this.#catalog.meanings();
    return source.metadata.terms.map((term) => namedAsWritten(term, concepts));
  }

  @FieldResolver(() => [FileNode], { complexity: LIST_COST, description: 'The first 1,000.' })
  async files(@Root() { source }: AssetVersionNode): Promise<FileNode[]> {
    const files = await this.#versions.filesOf(source);
    return files.map((file) => toFileNode(source, file, file.index));
  }

  @FieldResolver(() => String, {
    complexity: LIST_READ,
    description:
      'JSON: that its statement gives it this number, and names this `agreement` if any; the `body` of a proof bundle (docs/formats.md).',
  })
  async numberProof(@Root() { source }: AssetVersionNode): Promise<string> {
    return JSON.stringify(await this.#versions.revealTerms(source));
  }

  @FieldResolver(() => Int, {
    complexity: LIST_COST,
    description: 'How many of its files were taken down; a license opens the others.',
  })
  async missingFileCount(@Root() { source }: AssetVersionNode): Promise<number> {
    return this.#versions.missingFilesOf(source);
  }
}
