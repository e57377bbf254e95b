import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import { Empty } from '../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import type { Vocabulary } from '../../../lib/concepts/concept-address.ts';
import { pickText } from '../../../lib/session/api.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { treeOf } from '../model/concept-queries.ts';
import { type TreeNode, treeOfConcepts } from '../model/concept-tree.ts';
import type { TreeConcept } from '../model/documents.ts';
import { conceptsText } from '../words/text.ts';
import { ConceptLink } from './concept-link.tsx';
import css from './concepts.module.css';

/** A vocabulary from its top, unfolded where somebody asks for it. */
export function ConceptTree({ vocabulary }: { readonly vocabulary: Vocabulary }) {
  const t = useText(conceptsText);
  const { data, error, isPending, refetch } = useQuery(treeOf(vocabulary));
  const top = useMemo(() => treeOfConcepts(data ?? []), [data]);
  return (
    <section aria-labelledby="tree" className={css['downloads']}>
      <h2 id="tree">{t(`vocabularies.${vocabulary}`)}</h2>
      <p className={css['soft']}>
        {t(`means.${vocabulary}`)} {data !== undefined && t('count', { count: data.length })}
      </p>
      {isPending && <Skeleton lines={8} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <Empty title={t('emptyTitle')}>
          <p>{t('empty')}</p>
        </Empty>
      )}
      <Branches nodes={top} isOpen={top.length === 1} />
    </section>
  );
}

interface BranchesProps {
  readonly nodes: readonly TreeNode<TreeConcept>[];
  /** A lone one begins unfolded. */
  readonly isOpen: boolean;
}

function Branches({ nodes, isOpen }: BranchesProps) {
  if (nodes.length === 0) return null;
  return (
    <ul role="list" className={css['tree']}>
      {nodes.map((node) => (
        <Branch key={node.item.id} node={node} startsOpen={isOpen} />
      ))}
    </ul>
  );
}

interface BranchProps {
  readonly node: TreeNode<TreeConcept>;
  readonly startsOpen: boolean;
}

function Branch({ node: { item, children }, startsOpen }: BranchProps) {
  const t = useText(conceptsText);
  const { language } = useLanguage();
  const [isOpen, setIsOpen] = useState(startsOpen);
  const name = pickText(item.prefLabel, language)?.text ?? item.id;
  return (
    <li>
      <div className={css['row']}>
        {children.length === 0 ? (
          <span className={css['leaf']} />
        ) : (
          <Button
            className={css['toggle'] ?? ''}
            aria-label={t('below', { name })}
            aria-expanded={isOpen}
            onPress={() => setIsOpen(!isOpen)}
          >
            <ChevronRight size={18} aria-hidden="true" />
          </Button>
        )}
        <span className={css['words']}>
          <ConceptLink concept={item} isBilingual />{' '}
          {item.narrowerCount > 0 && (
            <span className={css['below']}>{t('belowCount', { count: item.narrowerCount })}</span>
          )}
        </span>
      </div>
      {isOpen && <Branches nodes={children} isOpen={children.length === 1} />}
    </li>
  );
}
