import { ButtonLink } from '../../../../components/forms/button.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { askAddress } from '../../../../lib/requests/ask-address.ts';
import { askingText } from '../../../../lib/requests/asking-text.ts';
import type { WishDraft } from '../../../../lib/territories/wish.ts';
import type { OfferedAsset } from '../model/asset-offers.ts';
import css from './answer-panel.module.css';

interface AskForUseProps {
  readonly asset: Pick<OfferedAsset, 'id' | 'community'>;
  readonly wish: WishDraft;
  /** Beside what can be bought. */
  readonly isQuiet?: boolean;
}

/** To ask for just this use: where it is refused, or where other terms are wanted. */
export function AskForUse({ asset, wish, isQuiet = false }: AskForUseProps) {
  const t = useText(askingText);
  return (
    <div className={css['words']}>
      <div>
        <ButtonLink kind={isQuiet ? 'quiet' : 'main'} to={askAddress({ assetIds: [asset.id], wish })}>
          {t(isQuiet ? 'askOther' : asset.community === null ? 'askHolder' : 'ask')}
        </ButtonLink>
      </div>
      {!isQuiet && (
        <p className={css['soft']}>
          {t('askHint')} {t('askSeveral')}
        </p>
      )}
    </div>
  );
}
