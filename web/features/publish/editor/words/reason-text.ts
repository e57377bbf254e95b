import { defineText } from '../../../../lib/language/text.ts';

/** Publishing something of a people without a community. */
export const reasonText = defineText({
  en: {
    title: 'You name a people ({peoples}), and no community',
    lead: 'A community that is named decides itself what may be done with what comes from it, and receives a share of every sale. Without one nobody is asked.',
    revision: 'The first version named no community, and that stays. Publish another asset to name one.',
    ask: 'Ask the community',
    askWhy: 'Its council finds the asset on its desk. Nothing is sold until it says yes.',
    publishFor: 'Publish for {community}',
    without: 'Or say why none is asked',
    readBy:
      'The reason is signed with the asset and public. The council of {communities} reads it on its desk and can object; then nothing new is sold.',
    readByNone:
      'The reason is signed with the asset and public. Communities of this people that join later read it too, and can object; then nothing new is sold.',
    reason: 'Why is no community asked?',
    reasonHint: 'For example: whom you looked for, or who agreed, where and when. At most 2,000 characters.',
    reasonMissing: 'Write why, so that the people concerned understand.',
    goOn: 'Look at it before you sign',
    concerns:
      '{organization}, which answers for it from now on. No community is asked; the council of {communities} reads your reason and can object.',
    fieldHint: 'Signed with the asset and public.',
  },
  zh: {
    title: '您提及民族（{peoples}），却未注明社区',
    lead: '注明社区后，出自该社区的事物可作何用途由其自行决定，并从每笔销售中分成。不注明，则无人被征询。',
    revision: '第一版未注明社区，此后不能更改。如需注明，请另行发布。',
    ask: '征询社区',
    askWhy: '其议事会会在工作台上看到这件资产。在其同意之前，不会售出任何许可。',
    publishFor: '注明{community}',
    without: '或说明为何不征询',
    readBy:
      '理由将随资产签署并公开。{communities}的议事会会在工作台上读到，并可提出异议；此后不再有新的出售。',
    readByNone: '理由将随资产签署并公开。该民族日后加入的社区也会读到，并可提出异议；此后不再有新的出售。',
    reason: '为何不征询任何社区？',
    reasonHint: '例如：曾向谁询问，或何人于何时何地同意。最多 2000 字。',
    reasonMissing: '请写明理由，让相关的人明白。',
    goOn: '签署前先看一遍',
    concerns:
      '{organization}：从此对其负责。未征询任何社区；{communities}的议事会会读到您的理由，并可提出异议。',
    fieldHint: '随资产签署并公开。',
  },
});
