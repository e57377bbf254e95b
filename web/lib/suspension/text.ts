import { defineText } from '../language/text.ts';

/** What everybody is told of a suspension, and what its organization is told. */
export const suspensionText = defineText({
  en: {
    inForce: 'Suspended since {moment}',
    announced: 'Will be suspended from {moment}',
    publicInForce:
      'The accreditor has suspended this organization: it can’t publish, offer, buy or dispute. Licenses that were sold stay valid.',
    publicAnnounced:
      'The accreditor will suspend this organization: it can’t publish, offer, buy or dispute then. Licenses that were sold stay valid.',
    ownInForce:
      'The accreditor has suspended your organization. You can’t publish, revise, offer, buy, order, renew or dispute.',
    ownAnnounced:
      'The accreditor will suspend your organization. From then on you can’t publish, revise, offer, buy, order, renew or dispute. Until then you can, and you can answer the accreditor.',
    still:
      'You can still close offers, withdraw assets, have your earnings paid out, manage your keys and use every license you have: downloads and deliveries go on.',
    noSales:
      'The holder is suspended: its offers can’t be taken until the accreditor lifts that. Licenses that were sold stay valid.',
    reason: 'Reason',
    noReason: 'The reason was not written down here. Ask the accreditor.',
  },
  zh: {
    inForce: '自{moment}起暂停',
    announced: '将自{moment}起暂停',
    publicInForce: '认证机构已暂停该机构：不能发布、提供许可、购买或提出争议。已售出的许可继续有效。',
    publicAnnounced: '认证机构将暂停该机构：届时不能发布、提供许可、购买或提出争议。已售出的许可继续有效。',
    ownInForce: '认证机构已暂停贵机构：不能发布、修订、提供许可、购买、订购、续期或提出争议。',
    ownAnnounced:
      '认证机构将暂停贵机构：届时不能发布、修订、提供许可、购买、订购、续期或提出争议。在此之前照常可用，您也可以向认证机构作出说明。',
    still: '您仍然可以关闭要约、撤回资产、领取收益、管理密钥，并使用已取得的全部许可：下载和交付不受影响。',
    noSales: '持有机构已被暂停：在认证机构解除暂停之前，其要约不能接受。已售出的许可继续有效。',
    reason: '理由',
    noReason: '理由没有记录在此，请询问认证机构。',
  },
});
