import { Download } from 'lucide-react';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { CouncilAsked } from '../../../../lib/council/council-asked.tsx';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { saveText } from '../../../../lib/kept/save-file.ts';
import { useText } from '../../../../lib/language/text.ts';
import { readReceipt } from '../../uploads/model/kept-work.ts';
import css from './published.module.css';
import type { Draft } from '../../editor/model/queries.ts';
import { nextSteps } from '../../editor/model/next-steps.ts';
import { RevisedStanding, useRevisedStanding } from '../../revision/parts/revised-standing.tsx';
import { signText } from '../../editor/words/sign-text.ts';

/** What became of a draft, and what can be done next. */
export function PublishedDraft({ draft }: { readonly draft: Draft }) {
  const t = useText(signText);
  const { language } = useLanguage();
  const title = pickText(draft.title, language);
  const receipt = readReceipt(draft.id);
  const community = draft.community;
  const assetPath = `/assets/${draft.assetId}`;
  const standing = useRevisedStanding(draft);
  const steps = nextSteps(draft, standing);
  return (
    <Page
      title={title?.text ?? t('published')}
      titleLang={title === null ? undefined : LANGUAGE_TAGS[title.language]}
      width="text"
    >
      <Notice tone="live" isLive title={t('published')}>
        <p>
          {receipt === null
            ? t('publishedEarlier')
            : t('publishedText', { index: String(receipt.leafIndex), version: String(receipt.version) })}
        </p>
        <div className={css['acts']}>
          <ButtonLink kind="main" to={assetPath}>
            {t('see')}
          </ButtonLink>
          <ButtonLink to="/publish">{t('again')}</ButtonLink>
        </div>
      </Notice>
      {receipt !== null && (
        <section className={css['step']}>
          <p>{t('receiptText')}</p>
          <Button
            onPress={() =>
              saveText(
                JSON.stringify(receipt, null, 2),
                `${draft.assetId.slice(2, 14)}-v${String(receipt.version)}.receipt.json`,
              )
            }
          >
            <Download size={18} aria-hidden="true" />
            {t('receipt')}
          </Button>
        </section>
      )}
      <section className={css['next']} aria-labelledby="next-title">
        <h2 id="next-title">{t('next')}</h2>
        {standing !== null && <RevisedStanding standing={standing} />}
        {community !== null && steps.asksCouncil && (
          <div className={css['step']}>
            <CouncilAsked communityId={community.id} assetId={draft.assetId} />
          </div>
        )}
        {steps.makesOffer && (
          <div className={css['step']}>
            <p>{t('offerText')}</p>
            <ButtonLink to={`${assetPath}/offer`}>{t('offer')}</ButtonLink>
          </div>
        )}
      </section>
    </Page>
  );
}
