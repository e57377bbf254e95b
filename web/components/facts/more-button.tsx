import type { PagedRows } from '../../lib/session/use-pages.ts';
import { useText } from '../../lib/language/text.ts';
import { Button } from '../forms/button.tsx';
import { componentText } from '../page/text.ts';

interface MoreButtonProps {
  readonly list: Pick<PagedRows<unknown>, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
  readonly label?: string;
}

/** Asks for the next page of a list, while there is one. */
export function MoreButton({ list, label }: MoreButtonProps) {
  const t = useText(componentText);
  if (!list.hasNextPage) return null;
  return (
    <div>
      <Button onPress={() => void list.fetchNextPage()} isDisabled={list.isFetchingNextPage}>
        {label ?? t('more')}
      </Button>
    </div>
  );
}
