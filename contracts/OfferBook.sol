// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";

import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {IConsentRegistry} from "./interfaces/IConsentRegistry.sol";
import {ILicenseMarket} from "./interfaces/ILicenseMarket.sol";
import {IOrganizations} from "./interfaces/IOrganizations.sol";
import {Reasons} from "./libraries/Reasons.sol";
import {ASSIGNED_MEDIA, currentDay, Wish} from "./types/Window.sol";

/// @title The market's offers: who may make them, and which one serves a wish.
abstract contract OfferBook is ILicenseMarket, ERC2771Context {
    using Reasons for Reason[];

    uint16 internal constant ALL_BPS = 10_000;
    uint256 private constant MAX_LIVE_OFFERS = 32;

    /// @inheritdoc ILicenseMarket
    uint16 public immutable operatorShareBps;

    IOrganizations internal immutable _organizations;
    IAssetRegistry internal immutable _assets;
    IConsentRegistry internal immutable _consents;

    uint64 private _lastOfferId;
    mapping(uint64 offerId => Offer) private _offers;
    mapping(bytes32 assetId => uint64[]) private _liveOffers;
    mapping(address token => bool) private _accepted;

    constructor(
        IOrganizations organizations,
        IAssetRegistry assets,
        IConsentRegistry consents,
        uint16 operatorShareBps_,
        address[] memory paymentTokens
    ) {
        _organizations = organizations;
        _assets = assets;
        _consents = consents;
        operatorShareBps = operatorShareBps_;
        for (uint256 i = 0; i < paymentTokens.length; ++i) _accepted[paymentTokens[i]] = true;
    }

    /// @inheritdoc ILicenseMarket
    function offer(bytes32 assetId, OfferTerms calldata terms) external returns (uint64 offerId) {
        IAssetRegistry.Asset memory asset = _assets.assetOf(assetId);
        if (asset.holder == 0) revert LicenseMarketAssetUnknown(assetId);
        _checkMember(asset.holder);
        if (asset.withdrawn) revert LicenseMarketAssetWithdrawn(assetId);
        if (terms.exclusive) revert LicenseMarketExclusiveUnsupported(assetId);
        _checkWindow(assetId, terms);
        _checkPrice(terms);
        _checkShare(assetId, terms.communityShareBps, asset);
        uint64[] storage liveOffers = _liveOffers[assetId];
        if (liveOffers.length == MAX_LIVE_OFFERS) revert LicenseMarketOffersFull(assetId, MAX_LIVE_OFFERS);

        offerId = ++_lastOfferId;
        _offers[offerId] = Offer({assetId: assetId, holder: asset.holder, terms: terms, closed: false});
        liveOffers.push(offerId);
        emit OfferOpened(offerId, assetId, asset.holder, terms);
    }

    /// @inheritdoc ILicenseMarket
    function closeOffer(uint64 offerId) external {
        Offer storage closing = _getOffer(offerId);
        bytes32 assetId = closing.assetId;
        _checkMember(_assets.assetOf(assetId).holder);
        if (closing.closed) revert LicenseMarketOfferClosed(offerId);

        closing.closed = true;
        _removeLiveOffer(_liveOffers[assetId], offerId);
        emit OfferClosed(offerId, assetId);
    }

    /// @inheritdoc ILicenseMarket
    function offerOf(uint64 offerId) external view returns (Offer memory) {
        return _getOffer(offerId);
    }

    /// @inheritdoc ILicenseMarket
    function liveOffersOf(bytes32 assetId) external view returns (uint64[] memory) {
        return _liveOffers[assetId];
    }

    /// @inheritdoc ILicenseMarket
    function isAccepted(address token) external view returns (bool) {
        return _accepted[token];
    }

    /// @dev The first live offer of the holder that serves the whole wish at no less than the share demanded; when none
    ///      does, `refused` carries on from `reasons` with those of the newest.
    /// @return offerId 0 when none serves.
    /// @return refused The reasons given, longer when none serves.
    function _findOffer(
        Reason[] memory reasons,
        bytes32 assetId,
        bytes32 holder,
        Wish memory wish,
        uint16 demandedBps
    ) internal view returns (uint64 offerId, Reason[] memory refused) {
        uint64[] memory liveOffers = _liveOffers[assetId];
        uint64 newest;
        for (uint256 i = 0; i < liveOffers.length; ++i) {
            Offer storage candidate = _offers[liveOffers[i]];
            if (candidate.holder != holder) continue;
            newest = liveOffers[i];
            if (_serves(candidate.terms, wish, demandedBps)) return (newest, reasons);
        }
        if (newest == 0) return (0, reasons.with(Code.NO_OFFER, 0));
        return (0, _reasonsAgainst(reasons, newest, wish, demandedBps));
    }

    function _getOffer(uint64 offerId) internal view returns (Offer storage record) {
        record = _offers[offerId];
        if (record.assetId == 0) revert LicenseMarketOfferUnknown(offerId);
    }

    function _checkMember(bytes32 organizationId) internal view {
        if (!_organizations.canAct(organizationId, _msgSender())) {
            revert LicenseMarketNotMember(organizationId, _msgSender());
        }
    }

    /// @dev Keeps the order of ids, in which offers are tried.
    function _removeLiveOffer(uint64[] storage liveOffers, uint64 offerId) private {
        uint256 last = liveOffers.length - 1;
        uint256 place = 0;
        while (liveOffers[place] != offerId) ++place;
        for (; place < last; ++place) liveOffers[place] = liveOffers[place + 1];
        liveOffers.pop();
    }

    function _checkWindow(bytes32 assetId, OfferTerms calldata terms) private view {
        if (terms.media == 0 || terms.media & ~ASSIGNED_MEDIA != 0) {
            revert LicenseMarketMediaInvalid(terms.media);
        }
        if (terms.territories == 0) revert LicenseMarketTerritoriesEmpty(assetId);
        uint32 today = currentDay();
        if (terms.firstDay > terms.lastDay || terms.lastDay < today) {
            revert LicenseMarketDaysInvalid(terms.firstDay, terms.lastDay, today);
        }
    }

    function _checkPrice(OfferTerms calldata terms) private view {
        if (!_accepted[terms.token]) revert LicenseMarketTokenNotAccepted(terms.token);
        if (terms.price > type(uint128).max) revert LicenseMarketPriceTooHigh(terms.price);
    }

    function _checkShare(bytes32 assetId, uint16 shareBps, IAssetRegistry.Asset memory asset) private view {
        if (uint256(shareBps) + operatorShareBps > ALL_BPS) {
            revert LicenseMarketShareTooHigh(shareBps, operatorShareBps);
        }
        if (asset.community == 0) {
            if (shareBps != 0) revert LicenseMarketShareWithoutCommunity(assetId);
            return;
        }
        IConsentRegistry.Consent memory consent = _consents.consentOf(assetId);
        if (consent.holder != asset.holder) revert LicenseMarketNoConsent(assetId);
        if (shareBps < consent.shareBps) revert LicenseMarketShareTooLow(shareBps, consent.shareBps);
    }

    function _serves(
        OfferTerms storage terms,
        Wish memory wish,
        uint16 demandedBps
    ) private view returns (bool) {
        return
            wish.media & ~terms.media == 0 &&
            wish.territories & ~terms.territories == 0 &&
            terms.firstDay <= wish.firstDay &&
            wish.lastDay <= terms.lastDay &&
            (!wish.exclusive || terms.exclusive) &&
            terms.communityShareBps >= demandedBps;
    }

    function _reasonsAgainst(
        Reason[] memory reasons,
        uint64 offerId,
        Wish memory wish,
        uint16 demandedBps
    ) private view returns (Reason[] memory) {
        OfferTerms memory terms = _offers[offerId].terms;
        uint32 media = wish.media & ~terms.media;
        uint256 territories = wish.territories & ~terms.territories;
        if (media != 0) reasons = reasons.with(Code.OFFER_MEDIA, media);
        if (territories != 0) reasons = reasons.with(Code.OFFER_TERRITORIES, territories);
        if (wish.firstDay < terms.firstDay || terms.lastDay < wish.lastDay) {
            reasons = reasons.with(Code.OFFER_DAYS, (uint256(terms.firstDay) << 32) | terms.lastDay);
        }
        if (wish.exclusive && !terms.exclusive) {
            reasons = reasons.with(Code.EXCLUSIVE_NOT_OFFERED, offerId);
        }
        if (terms.communityShareBps < demandedBps) reasons = reasons.with(Code.SHARE_RAISED, demandedBps);
        return reasons;
    }
}
