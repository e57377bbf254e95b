// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Calendar} from "./Calendar.sol";
import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {IConsentRegistry} from "./interfaces/IConsentRegistry.sol";
import {ILicenseToken} from "./interfaces/ILicenseToken.sol";
import {IOrganizations} from "./interfaces/IOrganizations.sol";
import {Reasons} from "./libraries/Reasons.sol";
import {CONSENTED_RIGHTS, RENEWABLE, SUBLICENSABLE, Terms} from "./types/Terms.sol";
import {Wish} from "./types/Window.sol";

/// @title Every reason why a sale, a renewal or a sublicense is refused, in the order in which they are said.
/// @notice Looks at everything before it answers, so that nobody learns of the second obstacle only after removing the first.
abstract contract Judgement is Calendar {
    using Reasons for Reason[];

    /// @dev What is judged, and by which days. The consent is empty when none is in force or the asset has no community.
    struct Inquiry {
        IAssetRegistry.Record asset;
        IConsentRegistry.Consent consent;
        Terms terms;
        uint32 today;
        uint32 orderedDay;
    }

    IOrganizations internal immutable _organizations;
    IAssetRegistry internal immutable _assets;
    IConsentRegistry internal immutable _consents;
    ILicenseToken internal immutable _licenses;

    bool internal _paused;

    constructor(
        IOrganizations organizations,
        IAssetRegistry assets,
        IConsentRegistry consents,
        ILicenseToken licenses
    ) {
        _organizations = organizations;
        _assets = assets;
        _consents = consents;
        _licenses = licenses;
    }

    function _inquire(
        bytes32 assetId,
        uint32 today,
        uint32 orderedDay
    ) internal view returns (Inquiry memory inquiry) {
        inquiry.asset = _assets.recordOf(assetId);
        if (inquiry.asset.community != 0) inquiry.consent = _consents.consentOf(assetId);
        inquiry.today = today;
        inquiry.orderedDay = orderedDay;
    }

    function _judgeSale(Inquiry memory inquiry) internal view returns (Reason[] memory reasons) {
        reasons = _reasonsOfAssetAndWish(inquiry);
        if (inquiry.asset.holder == 0) return reasons;
        Terms memory terms = inquiry.terms;
        reasons = _reasonsOfConsent(reasons, inquiry, terms.rights);
        if (terms.offerId == 0) {
            reasons = reasons.with(Code.NO_OFFER, 0);
        } else {
            StoredOffer storage chosen = _offers[terms.assetId][terms.offerId];
            if (!_isOpen(chosen, inquiry.asset)) reasons = reasons.with(Code.OFFER_CLOSED, terms.offerId);
            reasons = _reasonsOfOffer(reasons, terms.offerId, inquiry);
            reasons = _reasonsOfIssued(reasons, terms);
        }
        return _reasonsOfCalendar(reasons, terms.assetId, terms.wish, inquiry.today);
    }

    function _judgeRenewal(
        Inquiry memory inquiry,
        Terms calldata held
    ) internal view returns (Reason[] memory reasons) {
        Terms memory terms = inquiry.terms;
        reasons = _reasonsOfAssetAndWish(inquiry);
        reasons = _reasonsOfHeld(reasons, inquiry, held);
        if (held.rights & RENEWABLE == 0) reasons = reasons.with(Code.NOT_RENEWABLE, terms.parent);
        reasons = _reasonsOfConsent(reasons, inquiry, held.rights);
        reasons = _reasonsOfShare(reasons, terms.communityShareBps, inquiry);
        if (terms.wish.lastDay > type(uint24).max) {
            reasons = reasons.with(Code.OFFER_DAYS, type(uint24).max);
        }
        reasons = _reasonsOfIssued(reasons, terms);
        return _reasonsOfCalendar(reasons, terms.assetId, terms.wish, inquiry.today);
    }

    function _judgeSublicense(
        Inquiry memory inquiry,
        Terms calldata held
    ) internal view returns (Reason[] memory reasons) {
        Terms memory terms = inquiry.terms;
        Wish memory wish = terms.wish;
        reasons = _reasonsOfAssetAndWish(inquiry);
        reasons = _reasonsOfHeld(reasons, inquiry, held);
        if (held.rights & SUBLICENSABLE == 0) reasons = reasons.with(Code.NOT_SUBLICENSABLE, terms.parent);
        bool isInside =
            wish.media & ~held.wish.media == 0 &&
                wish.territories & ~held.wish.territories == 0 &&
                held.wish.firstDay <= wish.firstDay &&
                wish.lastDay <= held.wish.lastDay;
        if (!isInside) reasons = reasons.with(Code.OUTSIDE_LICENSE, terms.parent);
        // Two exclusive parts of one license could overlap: the calendar knows nothing of parts.
        if (wish.exclusive) reasons = reasons.with(Code.EXCLUSIVE_NOT_OFFERED, terms.offerId);
        reasons = _reasonsOfConsent(reasons, inquiry, SUBLICENSABLE);
        return _reasonsOfIssued(reasons, terms);
    }

    /// @dev Of the offer's own terms.
    function _reasonsOfOffer(
        Reason[] memory reasons,
        uint64 offerId,
        Inquiry memory inquiry
    ) internal view returns (Reason[] memory) {
        Wish memory wish = inquiry.terms.wish;
        StoredOffer storage terms = _offers[inquiry.terms.assetId][offerId];
        uint32 media = wish.media & ~uint32(terms.media);
        uint256 territories = wish.territories & ~terms.territories;
        if (media != 0) reasons = reasons.with(Code.OFFER_MEDIA, media);
        if (territories != 0) reasons = reasons.with(Code.OFFER_TERRITORIES, territories);
        if (wish.firstDay < terms.firstDay || terms.lastDay < wish.lastDay) {
            reasons = reasons.with(Code.OFFER_DAYS, (uint256(terms.firstDay) << 32) | terms.lastDay);
        }
        if (wish.exclusive != terms.exclusive) {
            reasons = reasons.with(
                terms.exclusive ? Code.ONLY_EXCLUSIVE : Code.EXCLUSIVE_NOT_OFFERED,
                offerId
            );
        }
        return _reasonsOfShare(reasons, terms.communityShareBps, inquiry);
    }

    function _reasonsOfAssetAndWish(Inquiry memory inquiry) private view returns (Reason[] memory reasons) {
        IAssetRegistry.Record memory asset = inquiry.asset;
        Wish memory wish = inquiry.terms.wish;
        bytes32 licensee = inquiry.terms.licensee;
        if (asset.holder == 0) reasons = reasons.with(Code.ASSET_UNKNOWN, 0);
        if (asset.withdrawn) reasons = reasons.with(Code.ASSET_WITHDRAWN, 0);
        if (asset.disputes != 0) reasons = reasons.with(Code.ASSET_DISPUTED, asset.disputes);
        if (_paused) reasons = reasons.with(Code.SALES_PAUSED, 0);
        if (licensee == 0 || _organizations.organizationAt(address(uint160(uint256(licensee)))) != licensee) {
            reasons = reasons.with(Code.LICENSEE_UNKNOWN, 0);
        }
        if (wish.isEmpty()) reasons = reasons.with(Code.WINDOW_EMPTY, 0);
        if (wish.firstDay < inquiry.orderedDay) reasons = reasons.with(Code.WINDOW_PAST, inquiry.orderedDay);
    }

    function _reasonsOfConsent(
        Reason[] memory reasons,
        Inquiry memory inquiry,
        uint8 rights
    ) private pure returns (Reason[] memory) {
        if (inquiry.asset.community == 0) return reasons;
        Wish memory wish = inquiry.terms.wish;
        IConsentRegistry.Consent memory consent = inquiry.consent;
        if (consent.holder == 0) return reasons.with(Code.NO_CONSENT, 0);

        uint32 media = wish.media & ~consent.media;
        uint256 territories = wish.territories & ~consent.territories;
        uint8 unconsented = rights & CONSENTED_RIGHTS & ~consent.rights;
        if (media != 0) reasons = reasons.with(Code.CONSENT_MEDIA, media);
        if (territories != 0) reasons = reasons.with(Code.CONSENT_TERRITORIES, territories);
        if (consent.lastDay < wish.lastDay) reasons = reasons.with(Code.CONSENT_ENDS, consent.lastDay);
        if (unconsented != 0) reasons = reasons.with(Code.CONSENT_RIGHTS, unconsented);
        return reasons;
    }

    function _reasonsOfShare(
        Reason[] memory reasons,
        uint16 communityShareBps,
        Inquiry memory inquiry
    ) private pure returns (Reason[] memory) {
        uint16 demandedBps = inquiry.consent.shareBps;
        return communityShareBps < demandedBps ? reasons.with(Code.SHARE_RAISED, demandedBps) : reasons;
    }

    /// @dev Of a license that others are to grow from.
    function _reasonsOfHeld(
        Reason[] memory reasons,
        Inquiry memory inquiry,
        Terms calldata held
    ) private view returns (Reason[] memory) {
        uint256 licenseId = inquiry.terms.parent;
        bool isOver = held.wish.lastDay < inquiry.today || _licenses.isRevoked(licenseId);
        return isOver ? reasons.with(Code.LICENSE_ENDED, licenseId) : reasons;
    }

    function _reasonsOfIssued(
        Reason[] memory reasons,
        Terms memory terms
    ) private view returns (Reason[] memory) {
        uint256 licenseId = terms.toLicenseId();
        return _licenses.isIssued(licenseId) ? reasons.with(Code.ALREADY_LICENSED, licenseId) : reasons;
    }
}
