// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {IAssetRegistry} from "../interfaces/IAssetRegistry.sol";
import {IConsentRegistry} from "../interfaces/IConsentRegistry.sol";
import {IOfferBook} from "../interfaces/IOfferBook.sol";
import {Reasons} from "./Reasons.sol";
import {Code, Reason} from "../types/Reason.sol";
import {CONSENTED_RIGHTS, Origin, SUBLICENSABLE, Terms} from "../types/Terms.sol";
import {Wish} from "../types/Window.sol";

/// @title What an offer, a consent or a held license says against terms.
/// @notice Everything it says, so that nobody learns of the second obstacle only after removing the first.
library Obstacles {
    using Reasons for Reason[];

    /// @notice Of an offer.
    /// @param offer What it says.
    /// @param terms What would be agreed.
    /// @param asset Whose offer it has to be.
    /// @return reasons Every reason.
    function ofOffer(
        IOfferBook.Conditions memory offer,
        Terms memory terms,
        IAssetRegistry.Record memory asset
    ) internal pure returns (Reason[] memory reasons) {
        Wish memory wish = terms.wish;
        // An offer ends with the custody under which it was made, also when the asset comes back.
        bool isOpen = !offer.closed && offer.holder == asset.holder && asset.custodySince <= offer.openedAt;
        if (!isOpen) reasons = reasons.with(Code.OFFER_CLOSED, terms.offerId);
        if (isReserved(offer, terms.licensee)) reasons = reasons.with(Code.OFFER_RESERVED, terms.offerId);
        uint32 media = wish.media & ~offer.media;
        uint256 territories = wish.territories & ~offer.territories;
        if (media != 0) reasons = reasons.with(Code.OFFER_MEDIA, media);
        if (territories != 0) reasons = reasons.with(Code.OFFER_TERRITORIES, territories);
        if (wish.firstDay < offer.firstDay || offer.lastDay < wish.lastDay) {
            reasons = reasons.with(Code.OFFER_DAYS, _toDays(offer.firstDay, offer.lastDay));
        }
        if (wish.exclusive != offer.exclusive) {
            Code code = offer.exclusive ? Code.ONLY_EXCLUSIVE : Code.EXCLUSIVE_NOT_OFFERED;
            reasons = reasons.with(code, terms.offerId);
        }
    }

    /// @notice Whether an offer is for another organization alone.
    /// @param offer What it says.
    /// @param licensee The organization that would buy.
    /// @return reserved The answer.
    function isReserved(
        IOfferBook.Conditions memory offer,
        bytes32 licensee
    ) internal pure returns (bool reserved) {
        return offer.licensee != 0 && offer.licensee != licensee;
    }

    /// @notice Of the consent to an asset.
    /// @param consent What it permits; with holder zero if there is none.
    /// @param terms What would be agreed.
    /// @return reasons Every reason.
    function ofConsent(
        IConsentRegistry.Consent memory consent,
        Terms memory terms
    ) internal pure returns (Reason[] memory reasons) {
        if (consent.holder == 0) return reasons.with(Code.NO_CONSENT, 0);
        reasons = _ofWindow(consent.media, consent.territories, terms.wish);
        uint32 lastDay = consent.lastDay;
        if (lastDay < terms.wish.lastDay) reasons = reasons.with(Code.CONSENT_ENDS, lastDay);
        return _ofRightsAndShare(reasons, consent.rights, consent.shareBps, terms);
    }

    /// @notice Of the consent to one use.
    /// @param use What it permits; with holder zero if there is none.
    /// @param terms What would be agreed.
    /// @return reasons Every reason.
    function ofUse(
        IConsentRegistry.UseConsent memory use,
        Terms memory terms
    ) internal pure returns (Reason[] memory reasons) {
        if (use.holder == 0) return reasons.with(Code.NO_CONSENT, 0);
        Wish memory wish = terms.wish;
        reasons = _ofWindow(use.media, use.territories, wish);
        if (wish.firstDay < use.firstDay || use.lastDay < wish.lastDay) {
            reasons = reasons.with(Code.USE_DAYS, _toDays(use.firstDay, use.lastDay));
        }
        if (wish.exclusive && !use.exclusive) reasons = reasons.with(Code.USE_NOT_EXCLUSIVE, 0);
        reasons = _ofRightsAndShare(reasons, use.rights, use.shareBps, terms);
        // Without an offer there is no price yet.
        if (terms.offerId == 0) return reasons;
        if (terms.token != use.token) reasons = reasons.with(Code.USE_TOKEN, uint160(use.token));
        if (terms.price < use.minPrice) reasons = reasons.with(Code.USE_PRICE, use.minPrice);
    }

    /// @notice Of a license that a part is granted of.
    /// @param held Its terms.
    /// @param terms What would be agreed.
    /// @return reasons Every reason.
    function ofWhole(Terms memory held, Terms memory terms) internal pure returns (Reason[] memory reasons) {
        Wish memory wish = terms.wish;
        if (held.rights & SUBLICENSABLE == 0) reasons = reasons.with(Code.NOT_SUBLICENSABLE, terms.parent);
        bool isInside =
            wish.media & ~held.wish.media == 0 &&
                wish.territories & ~held.wish.territories == 0 &&
                held.wish.firstDay <= wish.firstDay &&
                wish.lastDay <= held.wish.lastDay;
        if (!isInside) reasons = reasons.with(Code.OUTSIDE_LICENSE, terms.parent);
        // Two exclusive parts of one license could overlap: the calendar knows nothing of parts.
        if (wish.exclusive) reasons = reasons.with(Code.EXCLUSIVE_NOT_OFFERED, terms.offerId);
    }

    function _ofWindow(
        uint32 consentedMedia,
        uint256 consentedTerritories,
        Wish memory wish
    ) private pure returns (Reason[] memory reasons) {
        uint32 media = wish.media & ~consentedMedia;
        uint256 territories = wish.territories & ~consentedTerritories;
        if (media != 0) reasons = reasons.with(Code.CONSENT_MEDIA, media);
        if (territories != 0) reasons = reasons.with(Code.CONSENT_TERRITORIES, territories);
    }

    /// @dev A part of a license needs consent to parts; it costs nothing that could be shared.
    function _ofRightsAndShare(
        Reason[] memory reasons,
        uint8 consentedRights,
        uint16 demandedBps,
        Terms memory terms
    ) private pure returns (Reason[] memory) {
        bool isPart = terms.origin == Origin.SUBLICENSE;
        uint8 rights = isPart ? terms.rights | SUBLICENSABLE : terms.rights;
        uint8 unconsented = rights & CONSENTED_RIGHTS & ~consentedRights;
        if (unconsented != 0) reasons = reasons.with(Code.CONSENT_RIGHTS, unconsented);
        if (isPart || terms.offerId == 0 || terms.communityShareBps >= demandedBps) return reasons;
        return reasons.with(Code.SHARE_RAISED, demandedBps);
    }

    function _toDays(uint32 firstDay, uint32 lastDay) private pure returns (uint256) {
        return (uint256(firstDay) << 32) | lastDay;
    }
}
