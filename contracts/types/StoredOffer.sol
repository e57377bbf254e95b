// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {IAssetRegistry} from "../interfaces/IAssetRegistry.sol";
import {IOfferBook} from "../interfaces/IOfferBook.sol";
import {Grant, Wish} from "./Window.sol";

/// @notice An offer and the hull of what was sold from it beside others, in four slots. The third has all that a sale and a scan
///         need first; the fourth is written when the hull grows. Media fit into 16 bits (ASSIGNED_MEDIA), days into 24.
/// @param territories As offered.
/// @param token As offered.
/// @param price As offered.
/// @param media As offered; zero if there is no such offer.
/// @param firstDay As offered.
/// @param lastDay As offered.
/// @param communityShareBps As offered.
/// @param rights As offered.
/// @param exclusive As offered.
/// @param closed Whether it was closed.
/// @param isReserved Whether it is for one organization, which is stored elsewhere.
/// @param hasRule Whether its price has a rule, which is stored elsewhere.
/// @param holder Index of who offers.
/// @param openedAt Unix seconds.
/// @param soldMedia Of the hull; zero if there is none.
/// @param soldFirstDay Of the hull.
/// @param soldLastDay Of the hull, which is live until it is over.
/// @param soldTerritories Of the hull.
struct StoredOffer {
    uint256 territories;
    address token;
    uint96 price;
    uint16 media;
    uint24 firstDay;
    uint24 lastDay;
    uint16 communityShareBps;
    uint8 rights;
    bool exclusive;
    bool closed;
    bool isReserved;
    bool hasRule;
    uint32 holder;
    uint40 openedAt;
    uint16 soldMedia;
    uint24 soldFirstDay;
    uint24 soldLastDay;
    uint256 soldTerritories;
}

using {open, isOpen, enter, join, hasLiveHull, meets, toHull} for StoredOffer global;

/// @dev Its terms were checked.
function open(StoredOffer storage stored, uint32 holder, IOfferBook.OfferTerms calldata terms) {
    stored.territories = terms.territories;
    stored.token = terms.token;
    stored.price = uint96(terms.price);
    stored.media = uint16(terms.media);
    stored.firstDay = uint24(terms.firstDay);
    stored.lastDay = uint24(terms.lastDay);
    stored.communityShareBps = terms.communityShareBps;
    stored.rights = terms.rights;
    stored.exclusive = terms.exclusive;
    stored.isReserved = terms.licensee != 0;
    stored.holder = holder;
    stored.openedAt = uint40(block.timestamp);
}

/// @dev An offer ends with the custody under which it was made, also when the asset comes back.
function isOpen(StoredOffer storage stored, IAssetRegistry.Record memory asset) view returns (bool) {
    return !stored.closed && stored.holder == asset.holder && asset.custodySince <= stored.openedAt;
}

/// @dev A hull whose last day is over begins anew.
function enter(StoredOffer storage sold, Wish calldata wish, uint32 today) {
    uint16 media = uint16(wish.media);
    uint24 firstDay = uint24(wish.firstDay);
    uint24 lastDay = uint24(wish.lastDay);
    if (!sold.hasLiveHull(today)) {
        sold.soldMedia = media;
        sold.soldFirstDay = firstDay;
        sold.soldLastDay = lastDay;
        sold.soldTerritories = wish.territories;
        return;
    }
    media |= sold.soldMedia;
    if (media != sold.soldMedia) sold.soldMedia = media;
    if (firstDay < sold.soldFirstDay) sold.soldFirstDay = firstDay;
    if (sold.soldLastDay < lastDay) sold.soldLastDay = lastDay;
    uint256 territories = sold.soldTerritories | wish.territories;
    if (territories != sold.soldTerritories) sold.soldTerritories = territories;
}

/// @dev Moves a hull into another; both are live.
function join(StoredOffer storage sold, StoredOffer storage joined) {
    sold.soldMedia |= joined.soldMedia;
    if (joined.soldFirstDay < sold.soldFirstDay) sold.soldFirstDay = joined.soldFirstDay;
    if (sold.soldLastDay < joined.soldLastDay) sold.soldLastDay = joined.soldLastDay;
    sold.soldTerritories |= joined.soldTerritories;
    joined.soldMedia = 0;
}

function hasLiveHull(StoredOffer storage sold, uint32 today) view returns (bool) {
    return sold.soldMedia != 0 && today <= sold.soldLastDay;
}

function meets(StoredOffer storage sold, Wish calldata wish, uint32 today) view returns (bool) {
    return
        sold.soldMedia & wish.media != 0 &&
        sold.hasLiveHull(today) &&
        wish.firstDay <= sold.soldLastDay &&
        sold.soldFirstDay <= wish.lastDay &&
        sold.soldTerritories & wish.territories != 0;
}

function toHull(StoredOffer storage sold, uint64 offerId) view returns (Grant memory) {
    return
        Grant({
            licenseId: 0,
            offerId: offerId,
            media: sold.soldMedia,
            territories: sold.soldTerritories,
            firstDay: sold.soldFirstDay,
            lastDay: sold.soldLastDay
        });
}
