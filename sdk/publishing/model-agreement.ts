import type { Language } from '@lanran/protocol/kernel/language';

/** What a holder fills in; an empty field stays a blank to write on. */
export interface ModelFields {
  /** Name of the institution. */
  readonly holder: string;
  /** Such as “the laws of the People’s Republic of China”. */
  readonly law: string;
  /** Court, or arbitration institution and seat. */
  readonly forum: string;
}

const BLANK = '____________________';

/**
 * A license agreement to begin with, as Markdown: what a license on the platform leaves to the parties (warranty, indemnity, moral
 * rights, a finished film, law). A draft for one’s own lawyer, and no legal advice.
 */
export function modelAgreement(language: Language, fields: ModelFields): string {
  const { holder, law, forum } = fields;
  const filled = { holder: orBlank(holder), law: orBlank(law), forum: orBlank(forum) };
  return language === 'en' ? english(filled) : chinese(filled);
}

function orBlank(text: string): string {
  return text.trim() === '' ? BLANK : text.trim();
}

function english({ holder, law, forum }: ModelFields): string {
  return `# License agreement for heritage assets

> **Draft.** A model to begin with, not legal advice. Have your own lawyer adapt it before you use it. Delete this paragraph then.

Licensor (holder): ${holder}
Licensee: the organization named in the license.

## 1. The license

1.1 The Licensor grants the Licensee the license that the platform's contract records under its license id. The media, territories, days, exclusivity and rights are those of that record and of its certificate. What the record does not grant is reserved.

1.2 *Adaptation*, *enduring use* and *promotion in context* are granted only where the record names them: the right to redraw, recolor, animate, crop and combine (ADAPTABLE); the right to go on showing, in any medium and territory of the record, a work that was finished within its days, also after the last day and after a revocation (ENDURING); the right to show the asset in trailers and posters of the finished work (PROMOTABLE).

1.3 Training of artificial intelligence is not permitted unless the record names it.

## 2. The community's consent

2.1 The license stands on the consent of the community that the record names. The Licensee treats the asset as the community's labels ask and does not present it in a way that the labels exclude.

2.2 The withdrawal of the consent ends new licenses and not this one, unless the record says that this license can be revoked.

## 3. Price

3.1 The Licensee pays the price of the record. The community's share is part of it. The Licensor passes it on where it is paid by invoice.

## 4. Warranty of title

4.1 The Licensor warrants that it may grant this license, that the basis of its title and the copyright status that it states with the asset are true to the best of its knowledge after reasonable inquiry, and that no dispute about the asset was known to it on the day of the license other than those that the platform shows.

4.2 The Licensor gives no other warranty. Persons shown in an asset, trademarks and places may need releases of their own.

## 5. Indemnity

5.1 The Licensor indemnifies the Licensee against claims of third parties that arise from a breach of clause 4.1, up to ☐ the price paid ☐ ${BLANK}.

5.2 The Licensee indemnifies the Licensor and the community against claims that arise from its use outside this license.

5.3 Whoever is told of a claim tells the other within 10 days and does not settle without its consent.

## 6. Credit and moral rights

6.1 The Licensee credits the asset by its credit line where such credits are customary. An omission that is put right in the next version that can still be changed is no breach.

6.2 The Licensor does not consent to a use that distorts the asset to the prejudice of the honor of its makers or community. Moral rights that the law lets be waived are waived for uses within this license, for the adaptation that the record grants, and for no other.

## 7. A finished work

7.1 For a breach of this agreement the Licensor and the community may claim damages and the correction of credits. They do not ask for an injunction against the completion, exhibition or distribution of a finished film or program, unless the use was never licensed or shows what the community's labels exclude.

## 8. End

8.1 The license ends on its last day, or when it is revoked as the record allows, for a stated reason. Clause 1.2 on enduring use, and clauses 4 to 7, survive.

## 9. Law and forum

9.1 This agreement is governed by ${law}. Disputes are settled by ${forum}.

9.2 If this text and the record of the contract differ, the record decides on media, territories, days, price and rights, and this text on everything else.

## 10. Signatories

| | Licensor | Licensee |
|---|---|---|
| Name | ${BLANK} | ${BLANK} |
| Office | ${BLANK} | ${BLANK} |
| Date | ${BLANK} | ${BLANK} |
`;
}

function chinese({ holder, law, forum }: ModelFields): string {
  return `# 文化遗产资产许可协议

> **草案。** 供起草之用的示范文本，不构成法律意见。使用前请由您自己的律师修改，并删除本段。

许可方（持有机构）：${holder}
被许可方：许可中载明的机构。

## 一、许可

1.1 许可方授予被许可方以平台合约在许可编号项下所记载的许可。媒介、地域、期限、独占与否及各项权利，以该记载及其证书为准。未记载的权利均予保留。

1.2 *改编*、*持续放映*与*情境宣传*仅在记载中列明时授予：重绘、改色、制成动画、裁剪、组合的权利（ADAPTABLE）；期限内完成的作品，在到期后及许可被撤销后，仍可在记载的媒介与地域内继续放映的权利（ENDURING）；在成片的预告片与海报中展示资产的权利（PROMOTABLE）。

1.3 未列明的，不得用于训练人工智能。

## 二、社区同意

2.1 许可以记载中所列社区的同意为前提。被许可方应按社区标签的嘱托对待资产，不得以标签所排除的方式呈现。

2.2 社区撤回同意的，终止新的许可，不终止本许可；记载中写明可撤销的除外。

## 三、价款

3.1 被许可方支付记载中的价款，其中包含社区分成。以付款通知书付款的，由许可方转付社区分成。

## 四、权利保证

4.1 许可方保证：其有权授予本许可；其就资产所陈述的权利依据与著作权状态，经合理查询，据其所知属实；除平台所示者外，许可之日其不知悉任何关于该资产的争议。

4.2 许可方不作其他保证。资产中出现的人物、商标、场所可能另需授权。

## 五、赔偿

5.1 因违反第4.1条引起第三方索赔的，许可方赔偿被许可方，以☐所付价款 ☐${BLANK}为限。

5.2 因超出本许可的使用引起索赔的，被许可方赔偿许可方与社区。

5.3 获知索赔的一方应于十日内通知对方，未经对方同意不得和解。

## 六、署名与人身权

6.1 被许可方在通常署名之处按署名文字署名。遗漏在下一个仍可修改的版本中补正的，不构成违约。

6.2 许可方不同意歪曲资产、有损其作者或社区声誉的使用。法律允许放弃的人身权，仅就本许可范围内的使用及记载所授予的改编予以放弃。

## 七、已完成的作品

7.1 违反本协议的，许可方与社区可请求损害赔偿与补正署名，但不请求禁止已完成的影片或节目的制作完成、放映或发行；该使用从未获得许可，或展示了社区标签所排除的内容的除外。

## 八、终止

8.1 许可于最后一日届满，或依记载附理由撤销时终止。第1.2条关于持续放映的约定及第四至七条继续有效。

## 九、适用法律与争议解决

9.1 本协议适用${law}。争议由${forum}解决。

9.2 本文本与合约记载不一致的，媒介、地域、期限、价款与权利以合约记载为准，其余以本文本为准。

## 十、签署

| | 许可方 | 被许可方 |
|---|---|---|
| 姓名 | ${BLANK} | ${BLANK} |
| 职务 | ${BLANK} | ${BLANK} |
| 日期 | ${BLANK} | ${BLANK} |
`;
}
