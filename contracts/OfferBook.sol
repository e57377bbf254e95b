// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {IConsentRegistry} from "./interfaces/IConsentRegistry.sol";
import {ILicenseToken} from "./interfaces/ILicenseToken.sol";
import {IOfferBook} from "./interfaces/IOfferBook.sol";
import {IOrganizations} from "./interfaces/IOrganizations.sol";
import {Judgement} from "./Judgement.sol";
import {RelayedAccessManaged} from "./RelayedAccessManaged.sol";
import {ASSIGNED_RIGHTS, Origin, REVOCABLE, Terms} from "./types/Terms.sol";
import {ASSIGNED_MEDIA, currentDay, Wish} from "./types/Window.sol";

/// @title OfferBook
/// @notice Holds the offers and decides what may be sold from them: a quote and a sale are judged by the same code.
contract OfferBook is Judgement, RelayedAccessManaged {
    /// @param organizations Members and councils.
    /// @param assets Holders and communities.
    /// @param consents What councils permit.
    /// @param licenses What was sold.
    /// @param market Who sells.
    /// @param operatorShareBps The operator's share of every price.
    /// @param territoriesHash Hash of the territories table.
    /// @param paymentTokens The accepted tokens; zero for the chain's own coin.
    struct Setup {
        IOrganizations organizations;
        IAssetRegistry assets;
        IConsentRegistry consents;
        ILicenseToken licenses;
        address market;
        uint16 operatorShareBps;
        bytes32 territoriesHash;
        address[] paymentTokens;
    }

    /// @param licensee Who would get it.
    /// @param wish Its window.
    /// @param rights REVOCABLE or nothing.
    struct Part {
        bytes32 licensee;
        Wish wish;
        uint8 rights;
    }

    uint16 private constant ALL_BPS = 10_000;

    /// @inheritdoc IOfferBook
    uint16 public immutable operatorShareBps;
    /// @inheritdoc IOfferBook
    bytes32 public immutable territoriesHash;

    address private immutable _market;

    uint64 private _lastOfferId;
    mapping(uint64 offerId => bytes32) private _assetIds;
    mapping(address token => bool) private _accepted;

    constructor(
        address forwarder,
        address authority,
        Setup memory setup
    )
        Judgement(setup.organizations, setup.assets, setup.consents, setup.licenses)
        RelayedAccessManaged(forwarder, authority)
    {
        if (setup.operatorShareBps > ALL_BPS) revert OfferBookOperatorShareInvalid(setup.operatorShareBps);
        _market = setup.market;
        operatorShareBps = setup.operatorShareBps;
        territoriesHash = setup.territoriesHash;
        for (uint256 at = 0; at < setup.paymentTokens.length; ++at) {
            _accepted[setup.paymentTokens[at]] = true;
        }
    }

    /// @inheritdoc IOfferBook
    function offer(bytes32 assetId, OfferTerms calldata terms) external returns (uint64 offerId) {
        IAssetRegistry.Record memory asset = _assets.recordOf(assetId);
        if (asset.holder == 0) revert OfferBookAssetUnknown(assetId);
        bytes32 holder = _organizations.idOf(asset.holder);
        _checkMember(holder);
        if (asset.withdrawn) revert OfferBookAssetWithdrawn(assetId);
        _checkTerms(assetId, terms);
        _checkShare(assetId, terms.communityShareBps, asset);

        offerId = ++_lastOfferId;
        _list(assetId, offerId, asset, currentDay());
        _assetIds[offerId] = assetId;
        StoredOffer storage stored = _offers[assetId][offerId];
        stored.territories = terms.territories;
        stored.token = terms.token;
        stored.price = uint96(terms.price);
        stored.media = uint16(terms.media);
        stored.firstDay = uint24(terms.firstDay);
        stored.lastDay = uint24(terms.lastDay);
        stored.communityShareBps = terms.communityShareBps;
        stored.rights = terms.rights;
        stored.exclusive = terms.exclusive;
        stored.holder = asset.holder;
        stored.openedAt = uint48(block.timestamp);
        emit OfferOpened(offerId, assetId, holder, terms);
    }

    /// @inheritdoc IOfferBook
    function closeOffer(uint64 offerId) external {
        bytes32 assetId = _assetOf(offerId);
        _checkMember(_organizations.idOf(_assets.recordOf(assetId).holder));
        StoredOffer storage closing = _offers[assetId][offerId];
        if (closing.closed) revert OfferBookOfferClosed(offerId);
        if (!_hasLiveHull(closing, currentDay())) _unlistOffer(assetId, offerId);
        _close(assetId, offerId);
    }

    /// @inheritdoc IOfferBook
    function pause() external restricted {
        _paused = true;
        emit SalesPaused(_msgSender());
    }

    /// @inheritdoc IOfferBook
    function resume() external restricted {
        _paused = false;
        emit SalesResumed(_msgSender());
    }

    /// @inheritdoc IOfferBook
    function sell(
        Sale calldata sale
    ) external returns (Terms memory terms, bytes32 holder, bytes32 community) {
        if (msg.sender != _market) revert OfferBookNotTrusted(msg.sender);
        Inquiry memory inquiry = _inquireSale(sale, currentDay());
        _decide(inquiry, _judgeSale(inquiry));
        terms = inquiry.terms;
        (holder, community) = _partiesOf(inquiry);
    }

    /// @inheritdoc IOfferBook
    function renew(
        Terms calldata held,
        bytes32 licensee
    ) external returns (Terms memory terms, bytes32 holder, bytes32 community) {
        if (msg.sender != _market) revert OfferBookNotTrusted(msg.sender);
        Inquiry memory inquiry = _inquireRenewal(held, licensee, currentDay());
        _decide(inquiry, _judgeRenewal(inquiry, held));
        terms = inquiry.terms;
        (holder, community) = _partiesOf(inquiry);
    }

    /// @inheritdoc IOfferBook
    function sublicense(
        Terms calldata held,
        bytes32 licensee,
        Wish calldata wish,
        uint8 rights
    ) external view returns (Terms memory) {
        if (msg.sender != _market) revert OfferBookNotTrusted(msg.sender);
        Inquiry memory inquiry = _inquireSublicense(held, Part(licensee, wish, rights), currentDay());
        Reason[] memory reasons = _judgeSublicense(inquiry, held);
        if (reasons.length != 0) revert OfferBookRefused(reasons);
        return inquiry.terms;
    }

    /// @inheritdoc IOfferBook
    function release(bytes32 assetId, uint256 licenseId) external {
        if (msg.sender != address(_licenses)) revert OfferBookNotTrusted(msg.sender);
        _releaseExclusive(assetId, licenseId);
    }

    /// @inheritdoc IOfferBook
    function quote(
        bytes32 assetId,
        bytes32 licensee,
        Wish calldata wish,
        uint32 today
    ) external view returns (Quote memory) {
        Inquiry memory inquiry = _inquireSale(Sale(0, assetId, licensee, wish, false, today), today);
        uint64 offerId = _chooseOffer(inquiry);
        if (offerId != 0) _fillFromOffer(inquiry.terms, offerId);
        return _answer(inquiry, _judgeSale(inquiry));
    }

    /// @inheritdoc IOfferBook
    function quoteSale(Sale calldata sale, uint32 today) external view returns (Quote memory) {
        Inquiry memory inquiry = _inquireSale(sale, today);
        return _answer(inquiry, _judgeSale(inquiry));
    }

    /// @inheritdoc IOfferBook
    function quoteRenewal(
        Terms calldata held,
        bytes32 licensee,
        uint32 today
    ) external view returns (Quote memory) {
        Inquiry memory inquiry = _inquireRenewal(held, licensee, today);
        return _answer(inquiry, _judgeRenewal(inquiry, held));
    }

    /// @inheritdoc IOfferBook
    function quoteSublicense(
        Terms calldata held,
        bytes32 licensee,
        Wish calldata wish,
        uint8 rights,
        uint32 today
    ) external view returns (Quote memory) {
        Inquiry memory inquiry = _inquireSublicense(held, Part(licensee, wish, rights), today);
        return _answer(inquiry, _judgeSublicense(inquiry, held));
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
                    exclusive: stored.exclusive
                }),
                closed: stored.closed
            });
    }

    /// @inheritdoc IOfferBook
    function openOffersOf(bytes32 assetId) external view returns (uint64[] memory offerIds) {
        IAssetRegistry.Record memory asset = _assets.recordOf(assetId);
        uint64[] memory listed = _listed[assetId];
        uint256 count;
        for (uint256 at = 0; at < listed.length; ++at) {
            if (_isOpen(_offers[assetId][listed[at]], asset)) listed[count++] = listed[at];
        }
        offerIds = new uint64[](count);
        for (uint256 at = 0; at < count; ++at) offerIds[at] = listed[at];
    }

    /// @inheritdoc IOfferBook
    function isAccepted(address token) external view returns (bool) {
        return _accepted[token];
    }

    /// @inheritdoc IOfferBook
    function isPaused() external view returns (bool) {
        return _paused;
    }

    /// @dev Refuses, or enters what was agreed into the calendar.
    function _decide(Inquiry memory inquiry, Reason[] memory reasons) private {
        if (reasons.length != 0) revert OfferBookRefused(reasons);
        Terms memory terms = inquiry.terms;
        if (terms.wish.exclusive) {
            uint256 licenseId = terms.toLicenseId();
            _enterExclusive(terms.assetId, terms.offerId, licenseId, terms.wish, inquiry.today);
            return;
        }
        _enterHull(_offers[terms.assetId][terms.offerId], terms.wish, inquiry.today);
    }

    function _answer(
        Inquiry memory inquiry,
        Reason[] memory reasons
    ) private pure returns (Quote memory answer) {
        answer.reasons = reasons;
        // Without an offer there is nothing that would be agreed.
        if (inquiry.terms.offerId == 0) return answer;
        answer.terms = inquiry.terms;
        answer.licenseId = inquiry.terms.toLicenseId();
    }

    /// @dev The first open offer that serves the wish; else the one with the fewest obstacles; 0 if there is none.
    function _chooseOffer(Inquiry memory inquiry) private view returns (uint64 chosen) {
        bytes32 assetId = inquiry.terms.assetId;
        uint64[] memory listed = _listed[assetId];
        uint256 fewest = type(uint256).max;
        for (uint256 at = 0; at < listed.length; ++at) {
            if (!_isOpen(_offers[assetId][listed[at]], inquiry.asset)) continue;
            uint256 obstacles = _reasonsOfOffer(new Reason[](0), listed[at], inquiry).length;
            if (obstacles >= fewest) continue;
            (chosen, fewest) = (listed[at], obstacles);
            if (obstacles == 0) return chosen;
        }
    }

    function _inquireSale(Sale memory sale, uint32 today) private view returns (Inquiry memory inquiry) {
        inquiry = _inquire(sale.assetId, today, _beginningOf(sale, today));
        Terms memory terms = inquiry.terms;
        terms.assetId = sale.assetId;
        terms.licensee = sale.licensee;
        terms.wish = sale.wish;
        terms.origin = sale.isInvoiced ? Origin.INVOICE : Origin.SALE;
        if (sale.offerId != 0) _fillFromOffer(terms, sale.offerId);
    }

    /// @dev The day by which a first day is past. A late invoice's is the day of its order, unless days before today could be
    ///      sold twice: as exclusive ones, or beside an exclusive license that was sold since the order and may be over.
    function _beginningOf(Sale memory sale, uint32 today) private view returns (uint32) {
        if (sale.orderedDay >= today) return sale.orderedDay;
        bool mayOverlap = sale.wish.exclusive || sale.orderedDay <= _exclusiveSoldOn[sale.assetId];
        return mayOverlap ? today : sale.orderedDay;
    }

    function _fillFromOffer(Terms memory terms, uint64 offerId) private view {
        StoredOffer storage chosen = _offers[terms.assetId][offerId];
        // An offer without a medium can't be opened.
        if (chosen.media == 0) revert OfferBookOfferUnknown(offerId);
        terms.offerId = offerId;
        terms.token = chosen.token;
        terms.price = chosen.price;
        terms.communityShareBps = chosen.communityShareBps;
        terms.operatorShareBps = operatorShareBps;
        terms.rights = chosen.rights;
        terms.territoriesHash = territoriesHash;
    }

    function _inquireRenewal(
        Terms calldata held,
        bytes32 licensee,
        uint32 today
    ) private view returns (Inquiry memory inquiry) {
        inquiry = _inquire(held.assetId, today, today);
        Terms memory terms = held;
        inquiry.terms = terms;
        terms.parent = _idOfIssued(held);
        terms.licensee = licensee;
        terms.origin = Origin.RENEWAL;
        uint32 length = held.wish.lastDay - held.wish.firstDay + 1;
        terms.wish.firstDay = held.wish.lastDay + 1;
        terms.wish.lastDay = held.wish.lastDay + length;
    }

    function _inquireSublicense(
        Terms calldata held,
        Part memory part,
        uint32 today
    ) private view returns (Inquiry memory inquiry) {
        if (part.rights & ~REVOCABLE != 0) revert OfferBookRightsInvalid(part.rights);
        inquiry = _inquire(held.assetId, today, today);
        Terms memory terms = held;
        inquiry.terms = terms;
        terms.parent = _idOfIssued(held);
        terms.licensee = part.licensee;
        terms.wish = part.wish;
        terms.rights = part.rights;
        terms.origin = Origin.SUBLICENSE;
        terms.price = 0;
    }

    function _idOfIssued(Terms memory held) private view returns (uint256 licenseId) {
        licenseId = held.toLicenseId();
        if (!_licenses.isIssued(licenseId)) revert OfferBookLicenseUnknown(licenseId);
    }

    /// @dev Consent in force names the holder.
    function _partiesOf(Inquiry memory inquiry) private view returns (bytes32 holder, bytes32 community) {
        if (inquiry.asset.community == 0) return (_organizations.idOf(inquiry.asset.holder), 0);
        return (inquiry.consent.holder, _organizations.idOf(inquiry.asset.community));
    }

    function _assetOf(uint64 offerId) private view returns (bytes32 assetId) {
        assetId = _assetIds[offerId];
        if (assetId == 0) revert OfferBookOfferUnknown(offerId);
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
        if (terms.rights & ~ASSIGNED_RIGHTS != 0) revert OfferBookRightsInvalid(terms.rights);
        if (!_accepted[terms.token]) revert OfferBookTokenNotAccepted(terms.token);
        if (terms.price > type(uint96).max) revert OfferBookPriceTooHigh(terms.price);
    }

    function _checkShare(bytes32 assetId, uint16 shareBps, IAssetRegistry.Record memory asset) private view {
        if (uint256(shareBps) + operatorShareBps > ALL_BPS) {
            revert OfferBookShareTooHigh(shareBps, operatorShareBps);
        }
        if (asset.community == 0) {
            if (shareBps != 0) revert OfferBookShareWithoutCommunity(assetId);
            return;
        }
        IConsentRegistry.Consent memory consent = _consents.consentOf(assetId);
        if (consent.holder == 0) revert OfferBookNoConsent(assetId);
        if (shareBps < consent.shareBps) revert OfferBookShareTooLow(shareBps, consent.shareBps);
    }
}
