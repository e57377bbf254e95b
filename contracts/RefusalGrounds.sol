// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {ICalendar} from "./interfaces/ICalendar.sol";
import {IConsentRegistry} from "./interfaces/IConsentRegistry.sol";
import {ILicenseToken} from "./interfaces/ILicenseToken.sol";
import {IOfferBook} from "./interfaces/IOfferBook.sol";
import {IOrganizations} from "./interfaces/IOrganizations.sol";
import {Obstacles} from "./libraries/Obstacles.sol";
import {Reasons} from "./libraries/Reasons.sol";
import {Code, Reason} from "./types/Reason.sol";
import {Origin, RENEWABLE, Terms} from "./types/Terms.sol";
import {MAX_EXCLUSIVES, Wish} from "./types/Window.sol";

/// @title Every reason why a sale, a renewal or a sublicense is refused, in the order in which they are said.
/// @notice Looks at everything before it answers, so that nobody learns of the second obstacle only after removing the first.
abstract contract RefusalGrounds {
    using Reasons for Reason[];

    /// @dev What is judged, and by which days. The consent is empty when none is in force or the asset has no community.
    struct Inquiry {
        IAssetRegistry.Record asset;
        IConsentRegistry.Consent consent;
        IOfferBook.Conditions offer;
        Terms terms;
        uint32 today;
        uint32 orderedDay;
        bool standsOnUse;
    }

    IOrganizations internal immutable _organizations;
    IAssetRegistry internal immutable _assets;
    IOfferBook internal immutable _book;
    ICalendar internal immutable _calendar;
    IConsentRegistry internal immutable _consents;
    ILicenseToken internal immutable _licenses;

    bool internal _paused;

    constructor(
        IOrganizations organizations,
        IAssetRegistry assets,
        IOfferBook book,
        ICalendar calendar,
        IConsentRegistry consents,
        ILicenseToken licenses
    ) {
        _organizations = organizations;
        _assets = assets;
        _book = book;
        _calendar = calendar;
        _consents = consents;
        _licenses = licenses;
    }

    function _judgeSale(Inquiry memory inquiry) internal view returns (Reason[] memory reasons) {
        Terms memory terms = inquiry.terms;
        reasons = _reasonsOfAssetAndWish(inquiry);
        if (inquiry.asset.holder == 0) return reasons;
        if (terms.version == 0) reasons = reasons.with(Code.VERSION_MISSING, 0);
        reasons = reasons.join(_reasonsOfConsent(inquiry));
        if (terms.offerId == 0) {
            reasons = reasons.with(Code.NO_OFFER, 0);
        } else {
            reasons = reasons.join(Obstacles.ofOffer(inquiry.offer, terms, inquiry.asset));
            reasons = _reasonsOfIssued(reasons, terms);
        }
        return _reasonsOfCalendar(reasons, inquiry);
    }

    function _judgeRenewal(
        Inquiry memory inquiry,
        Terms calldata held
    ) internal view returns (Reason[] memory reasons) {
        Terms memory terms = inquiry.terms;
        reasons = _reasonsOfAssetAndWish(inquiry);
        reasons = _reasonsOfHeld(reasons, inquiry, held);
        if (held.rights & RENEWABLE == 0) reasons = reasons.with(Code.NOT_RENEWABLE, terms.parent);
        reasons = reasons.join(_reasonsOfConsent(inquiry));
        if (terms.wish.lastDay > type(uint24).max) {
            reasons = reasons.with(Code.OFFER_DAYS, type(uint24).max);
        }
        reasons = _reasonsOfIssued(reasons, terms);
        return _reasonsOfCalendar(reasons, inquiry);
    }

    function _judgeSublicense(
        Inquiry memory inquiry,
        Terms calldata held
    ) internal view returns (Reason[] memory reasons) {
        reasons = _reasonsOfAssetAndWish(inquiry);
        reasons = _reasonsOfHeld(reasons, inquiry, held);
        reasons = reasons.join(Obstacles.ofWhole(held, inquiry.terms));
        reasons = reasons.join(_reasonsOfConsent(inquiry));
        return _reasonsOfIssued(reasons, inquiry.terms);
    }

    function _reasonsOfAssetAndWish(Inquiry memory inquiry) private view returns (Reason[] memory reasons) {
        IAssetRegistry.Record memory asset = inquiry.asset;
        Wish memory wish = inquiry.terms.wish;
        if (asset.holder == 0) reasons = reasons.with(Code.ASSET_UNKNOWN, 0);
        if (asset.withdrawn) reasons = reasons.with(Code.ASSET_WITHDRAWN, 0);
        if (asset.disputes != 0) reasons = reasons.with(Code.ASSET_DISPUTED, asset.disputes);
        if (_paused) reasons = reasons.with(Code.SALES_PAUSED, 0);
        (uint32 index, bool isSuspended) = _organizations.standingOf(inquiry.terms.licensee);
        if (index == 0) reasons = reasons.with(Code.LICENSEE_UNKNOWN, 0);
        if (isSuspended) reasons = reasons.with(Code.LICENSEE_SUSPENDED, 0);
        if (_organizations.isSuspendedAt(asset.holder)) reasons = reasons.with(Code.HOLDER_SUSPENDED, 0);
        if (wish.isEmpty()) reasons = reasons.with(Code.WINDOW_EMPTY, 0);
        if (wish.firstDay < inquiry.orderedDay) reasons = reasons.with(Code.WINDOW_PAST, inquiry.orderedDay);
    }

    /// @dev The consent to the asset counts when it serves; else that to one use by the licensee, when that does. When neither does,
    ///      the reasons are of the one that there is, first of the consent to the asset.
    function _reasonsOfConsent(Inquiry memory inquiry) internal view returns (Reason[] memory reasons) {
        if (inquiry.asset.community == 0) return reasons;
        Terms memory terms = inquiry.terms;
        reasons = Obstacles.ofConsent(inquiry.consent, terms);
        // A part of a license is granted without a word of its licensee, whose permission is its own to use up.
        if (reasons.length == 0 || terms.origin == Origin.SUBLICENSE) return reasons;
        IConsentRegistry.UseConsent memory use = _consents.useConsentOf(terms.assetId, terms.licensee);
        Reason[] memory reasonsOfUse = Obstacles.ofUse(use, terms);
        inquiry.standsOnUse = reasonsOfUse.length == 0;
        if (inquiry.standsOnUse || inquiry.consent.holder == 0) return reasonsOfUse;
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

    /// @dev Everything in the calendar that overlaps the wish.
    function _reasonsOfCalendar(
        Reason[] memory reasons,
        Inquiry memory inquiry
    ) private view returns (Reason[] memory) {
        (bytes32 assetId, Wish memory wish) = (inquiry.terms.assetId, inquiry.terms.wish);
        (uint256[] memory licenseIds, bool isFull) = _calendar.overlaps(assetId, wish, inquiry.today);
        for (uint256 at = 0; at < licenseIds.length; ++at) {
            reasons = reasons.with(Code.EXCLUSIVE_OVERLAP, licenseIds[at]);
        }
        if (isFull) reasons = reasons.with(Code.CALENDAR_FULL, MAX_EXCLUSIVES);
        if (!wish.exclusive) return reasons;
        uint64[] memory offerIds = _book.overlaps(assetId, wish, inquiry.today);
        for (uint256 at = 0; at < offerIds.length; ++at) {
            reasons = reasons.with(Code.OFFER_OVERLAP, offerIds[at]);
        }
        return reasons;
    }
}
