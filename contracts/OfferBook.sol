// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";

import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {IConsentRegistry} from "./interfaces/IConsentRegistry.sol";
import {IOfferBook} from "./interfaces/IOfferBook.sol";
import {IOrganizations} from "./interfaces/IOrganizations.sol";
import {Pricing} from "./libraries/Pricing.sol";
import {PriceRule} from "./types/PriceRule.sol";
import {StoredOffer} from "./types/StoredOffer.sol";
import {ASSIGNED_MEDIA, currentDay, Grant, Wish} from "./types/Window.sol";

/// @title OfferBook
/// @notice The offers of each asset, and the hulls of what was sold from them beside others.
contract OfferBook is IOfferBook, ERC2771Context {
    using Pricing for PriceRule;
    using Pricing for Pricing.PackedRule;

    /// @param organizations Members.
    /// @param assets Holders and communities.
    /// @param consents What councils permit.
    /// @param judgement Who enters what is sold.
    /// @param operatorShareBps The operator's share of every price.
    /// @param paymentTokens The accepted tokens; zero for the chain's own coin.
    struct Setup {
        IOrganizations organizations;
        IAssetRegistry assets;
        IConsentRegistry consents;
        address judgement;
        uint16 operatorShareBps;
        address[] paymentTokens;
    }

    uint16 private constant ALL_BPS = 10_000;
    uint256 private constant MAX_OFFERS = 32;

    /// @inheritdoc IOfferBook
    uint16 public immutable operatorShareBps;

    IOrganizations private immutable _organizations;
    IAssetRegistry private immutable _assets;
    IConsentRegistry private immutable _consents;
    address private immutable _judgement;

    uint64 private _lastOfferId;
    mapping(uint64 offerId => bytes32) private _assetIds;
    mapping(bytes32 assetId => mapping(uint64 offerId => StoredOffer)) private _offers;
    mapping(uint64 offerId => bytes32 organizationId) private _licensees;
    mapping(uint64 offerId => Pricing.PackedRule) private _rules;
    /// @dev Offers of an asset that are open or whose hull may be live, in the order in which they came.
    mapping(bytes32 assetId => uint64[]) private _listed;
    /// @dev Of an offer that left the list with a live hull: the offer whose hull covers it since.
    mapping(uint64 offerId => uint64) private _joinedTo;
    mapping(address token => bool) private _accepted;

    constructor(address forwarder, Setup memory setup) ERC2771Context(forwarder) {
        if (setup.operatorShareBps > ALL_BPS) revert OfferBookOperatorShareInvalid(setup.operatorShareBps);
        _organizations = setup.organizations;
        _assets = setup.assets;
        _consents = setup.consents;
        _judgement = setup.judgement;
        operatorShareBps = setup.operatorShareBps;
        for (uint256 at = 0; at < setup.paymentTokens.length; ++at) {
            _accepted[setup.paymentTokens[at]] = true;
        }
    }

    /// @inheritdoc IOfferBook
    function offer(bytes32 assetId, OfferTerms calldata terms) external returns (uint64 offerId) {
        IAssetRegistry.Record memory asset = _assets.recordOf(assetId);
        bytes32 holder = _checkHolder(assetId, asset);
        _checkTerms(assetId, terms);
        _checkShare(assetId, asset.community, terms);
        offerId = ++_lastOfferId;
        _list(assetId, offerId, asset);
        _assetIds[offerId] = assetId;
        _offers[assetId][offerId].open(asset.holder, terms);
        if (terms.licensee != 0) _licensees[offerId] = terms.licensee;
        if (!terms.rule.isEmpty()) _storeRule(assetId, offerId, terms);
        emit OfferOpened(offerId, assetId, holder, terms);
    }

    /// @inheritdoc IOfferBook
    function closeOffer(uint64 offerId) external {
        bytes32 assetId = _assetOf(offerId);
        _checkMember(_organizations.idOf(_assets.recordOf(assetId).holder));
        StoredOffer storage closing = _offers[assetId][offerId];
        if (closing.closed) revert OfferBookOfferClosed(offerId);
        if (!closing.hasLiveHull(currentDay())) {
            uint64[] storage listed = _listed[assetId];
            uint256 place;
            while (listed[place] != offerId) ++place;
            _unlist(listed, place);
        }
        _close(assetId, offerId);
    }

    /// @inheritdoc IOfferBook
    function enterHull(bytes32 assetId, uint64 offerId, Wish calldata wish) external {
        if (msg.sender != _judgement) revert OfferBookNotTrusted(msg.sender);
        uint32 today = currentDay();
        StoredOffer storage sold = _offers[assetId][offerId];
        // Only a renewal is entered for a closed offer: its license is live, so that a hull covers it.
        while (sold.closed && !sold.hasLiveHull(today)) {
            offerId = _joinedTo[offerId];
            sold = _offers[assetId][offerId];
        }
        sold.enter(wish, today);
    }

    /// @inheritdoc IOfferBook
    function conditionsFor(
        bytes32 assetId,
        uint64 offerId,
        Wish calldata wish
    ) external view returns (Conditions memory) {
        StoredOffer storage stored = _offers[assetId][offerId];
        // An offer without a medium can't be opened.
        if (stored.media == 0) revert OfferBookOfferUnknown(offerId);
        return
            Conditions({
                price: stored.hasRule ? _priceOf(offerId, stored.price, wish) : stored.price,
                territories: stored.territories,
                token: stored.token,
                media: stored.media,
                firstDay: stored.firstDay,
                lastDay: stored.lastDay,
                communityShareBps: stored.communityShareBps,
                rights: stored.rights,
                exclusive: stored.exclusive,
                licensee: stored.isReserved ? _licensees[offerId] : bytes32(0),
                closed: stored.closed,
                holder: stored.holder,
                openedAt: stored.openedAt
            });
    }

    /// @inheritdoc IOfferBook
    function overlaps(
        bytes32 assetId,
        Wish calldata wish,
        uint32 today
    ) external view returns (uint64[] memory offerIds) {
        uint64[] memory listed = _listed[assetId];
        uint256 count;
        for (uint256 at = 0; at < listed.length; ++at) {
            if (_offers[assetId][listed[at]].meets(wish, today)) listed[count++] = listed[at];
        }
        return _shorten(listed, count);
    }

    /// @inheritdoc IOfferBook
    function offerOf(uint64 offerId) external view returns (Offer memory) {
        bytes32 assetId = _assetOf(offerId);
        StoredOffer storage stored = _offers[assetId][offerId];
        return
            Offer({
                assetId: assetId,
                holder: _organizations.idOf(stored.holder),
                terms: OfferTerms({
                    price: stored.price,
                    territories: stored.territories,
                    token: stored.token,
                    media: stored.media,
                    firstDay: stored.firstDay,
                    lastDay: stored.lastDay,
                    communityShareBps: stored.communityShareBps,
                    rights: stored.rights,
                    exclusive: stored.exclusive,
                    licensee: _licensees[offerId],
                    rule: _rules[offerId].load().unpack()
                }),
                closed: stored.closed
            });
    }

    /// @inheritdoc IOfferBook
    function openOffersOf(bytes32 assetId) external view returns (uint64[] memory) {
        IAssetRegistry.Record memory asset = _assets.recordOf(assetId);
        uint64[] memory listed = _listed[assetId];
        uint256 count;
        for (uint256 at = 0; at < listed.length; ++at) {
            if (_offers[assetId][listed[at]].isOpen(asset)) listed[count++] = listed[at];
        }
        return _shorten(listed, count);
    }

    /// @inheritdoc IOfferBook
    function hullsOf(bytes32 assetId, uint32 today) external view returns (Grant[] memory hulls) {
        uint64[] memory listed = _listed[assetId];
        uint256 count;
        for (uint256 at = 0; at < listed.length; ++at) {
            if (_offers[assetId][listed[at]].hasLiveHull(today)) listed[count++] = listed[at];
        }
        hulls = new Grant[](count);
        for (uint256 at = 0; at < count; ++at) {
            hulls[at] = _offers[assetId][listed[at]].toHull(listed[at]);
        }
    }

    /// @inheritdoc IOfferBook
    function isAccepted(address token) external view returns (bool) {
        return _accepted[token];
    }

    /// @dev No use costs more than all of it, because every part of a price grows with the use.
    function _storeRule(bytes32 assetId, uint64 offerId, OfferTerms calldata terms) private {
        Pricing.PackedRule memory rule = terms.rule.pack(terms.media, terms.exclusive);
        if (terms.price == 0 && rule.minimum == 0) revert Pricing.PricingBaseZero();
        uint256 dearest = rule.priceOf(
            terms.price,
            Wish({
                media: terms.media,
                territories: terms.territories,
                firstDay: terms.firstDay,
                lastDay: terms.lastDay,
                exclusive: terms.exclusive
            })
        );
        if (dearest > type(uint96).max) revert OfferBookPriceTooHigh(dearest);
        _offers[assetId][offerId].hasRule = true;
        _rules[offerId].store(rule);
    }

    /// @dev Puts an offer into the list, if need be in place of one that is over: of one that has nothing live, or else of one whose
    ///      hull another that is over can take.
    function _list(bytes32 assetId, uint64 offerId, IAssetRegistry.Record memory asset) private {
        uint64[] storage listed = _listed[assetId];
        if (listed.length == MAX_OFFERS) {
            uint256 place = _findOver(assetId, asset);
            if (place == MAX_OFFERS) revert OfferBookOffersFull(assetId, MAX_OFFERS);
            uint64 droppedId = listed[place];
            _unlist(listed, place);
            if (!_offers[assetId][droppedId].closed) _close(assetId, droppedId);
        }
        listed.push(offerId);
    }

    /// @dev Keeps the order in which offers are tried.
    function _unlist(uint64[] storage listed, uint256 place) private {
        uint256 last = listed.length - 1;
        for (; place < last; ++place) listed[place] = listed[place + 1];
        listed.pop();
    }

    function _close(bytes32 assetId, uint64 offerId) private {
        _offers[assetId][offerId].closed = true;
        emit OfferClosed(offerId, assetId);
    }

    /// @dev Where an offer is listed that is over and has nothing live, if need be by joining the hulls of the first two that are
    ///      over; MAX_OFFERS if there is none. A joined hull accepts nothing that the two refuse.
    function _findOver(bytes32 assetId, IAssetRegistry.Record memory asset) private returns (uint256) {
        uint32 today = currentDay();
        uint64[] storage listed = _listed[assetId];
        (uint256 first, uint256 second) = (MAX_OFFERS, MAX_OFFERS);
        for (uint256 place = 0; place < MAX_OFFERS; ++place) {
            StoredOffer storage candidate = _offers[assetId][listed[place]];
            if (candidate.lastDay >= today && candidate.isOpen(asset)) continue;
            if (!candidate.hasLiveHull(today)) return place;
            if (first == MAX_OFFERS) first = place;
            else if (second == MAX_OFFERS) second = place;
        }
        if (second == MAX_OFFERS) return MAX_OFFERS;
        (uint64 keptId, uint64 droppedId) = (listed[first], listed[second]);
        _offers[assetId][keptId].join(_offers[assetId][droppedId]);
        _joinedTo[droppedId] = keptId;
        return second;
    }

    function _priceOf(uint64 offerId, uint96 perMonth, Wish calldata wish) private view returns (uint256) {
        return wish.isEmpty() ? 0 : _rules[offerId].load().priceOf(perMonth, wish);
    }

    function _assetOf(uint64 offerId) private view returns (bytes32 assetId) {
        assetId = _assetIds[offerId];
        if (assetId == 0) revert OfferBookOfferUnknown(offerId);
    }

    function _checkHolder(
        bytes32 assetId,
        IAssetRegistry.Record memory asset
    ) private view returns (bytes32 holder) {
        if (asset.holder == 0) revert OfferBookAssetUnknown(assetId);
        holder = _organizations.idOf(asset.holder);
        _checkMember(holder);
        if (_organizations.isSuspendedAt(asset.holder)) revert OfferBookHolderSuspended(holder);
        if (asset.withdrawn) revert OfferBookAssetWithdrawn(assetId);
    }

    function _checkMember(bytes32 organizationId) private view {
        if (!_organizations.canAct(organizationId, _msgSender())) {
            revert OfferBookNotMember(organizationId, _msgSender());
        }
    }

    function _checkTerms(bytes32 assetId, OfferTerms calldata terms) private view {
        if (terms.media == 0 || terms.media & ~ASSIGNED_MEDIA != 0) revert OfferBookMediaInvalid(terms.media);
        if (terms.territories == 0) revert OfferBookTerritoriesEmpty(assetId);
        uint32 today = currentDay();
        if (terms.firstDay > terms.lastDay || terms.lastDay < today || terms.lastDay > type(uint24).max) {
            revert OfferBookDaysInvalid(terms.firstDay, terms.lastDay, today);
        }
        if (!_accepted[terms.token]) revert OfferBookTokenNotAccepted(terms.token);
        if (terms.price > type(uint96).max) revert OfferBookPriceTooHigh(terms.price);
        if (terms.licensee == 0) return;
        (uint32 index, ) = _organizations.standingOf(terms.licensee);
        if (index == 0) revert OfferBookLicenseeUnknown(terms.licensee);
    }

    function _checkShare(bytes32 assetId, uint32 community, OfferTerms calldata terms) private view {
        uint16 shareBps = terms.communityShareBps;
        if (uint256(shareBps) + operatorShareBps > ALL_BPS) {
            revert OfferBookShareTooHigh(shareBps, operatorShareBps);
        }
        if (community == 0) {
            if (shareBps != 0) revert OfferBookShareWithoutCommunity(assetId);
            return;
        }
        uint16 demandedBps = _demandedShare(assetId, terms.licensee);
        if (shareBps < demandedBps) revert OfferBookShareTooLow(shareBps, demandedBps);
    }

    /// @dev By the consent to the asset, else by that to one use by the licensee that the offer is for.
    function _demandedShare(bytes32 assetId, bytes32 licensee) private view returns (uint16) {
        IConsentRegistry.Consent memory consent = _consents.consentOf(assetId);
        if (consent.holder != 0) return consent.shareBps;
        IConsentRegistry.UseConsent memory use = _consents.useConsentOf(assetId, licensee);
        if (use.holder == 0) revert OfferBookNoConsent(assetId);
        return use.shareBps;
    }

    function _shorten(
        uint64[] memory offerIds,
        uint256 count
    ) private pure returns (uint64[] memory shorter) {
        shorter = new uint64[](count);
        for (uint256 at = 0; at < count; ++at) shorter[at] = offerIds[at];
    }
}
