// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {IAssetRegistry} from "./interfaces/IAssetRegistry.sol";
import {ICalendar} from "./interfaces/ICalendar.sol";
import {IConsentRegistry} from "./interfaces/IConsentRegistry.sol";
import {IJudgement} from "./interfaces/IJudgement.sol";
import {ILicenseToken} from "./interfaces/ILicenseToken.sol";
import {IOfferBook} from "./interfaces/IOfferBook.sol";
import {IOrganizations} from "./interfaces/IOrganizations.sol";
import {Obstacles} from "./libraries/Obstacles.sol";
import {RefusalGrounds} from "./RefusalGrounds.sol";
import {RelayedAccessManaged} from "./RelayedAccessManaged.sol";
import {Reason} from "./types/Reason.sol";
import {FIXED_VERSION, Origin, PASSED_ON_RIGHTS, REVOCABLE, Terms} from "./types/Terms.sol";
import {currentDay, Grant, Wish} from "./types/Window.sol";

/// @title Judgement
/// @notice Decides what may be sold, renewed and granted to others, and says every reason why not.
contract Judgement is IJudgement, RefusalGrounds, RelayedAccessManaged {
    /// @param organizations Who may buy and sell.
    /// @param assets Holders and communities.
    /// @param book The offers.
    /// @param calendar The exclusive licenses.
    /// @param consents What councils permit.
    /// @param licenses What was sold.
    /// @param market Who sells.
    /// @param territoriesHash Hash of the territories table.
    struct Setup {
        IOrganizations organizations;
        IAssetRegistry assets;
        IOfferBook book;
        ICalendar calendar;
        IConsentRegistry consents;
        ILicenseToken licenses;
        address market;
        bytes32 territoriesHash;
    }

    /// @param licensee Who would get it.
    /// @param wish Its window.
    /// @param rights REVOCABLE, FIXED_VERSION, those of PASSED_ON_RIGHTS that the license has, or nothing.
    struct Part {
        bytes32 licensee;
        Wish wish;
        uint8 rights;
    }

    /// @dev More obstacles than any offer has: one that is for another organization comes after all that are not.
    uint256 private constant FOR_ANOTHER = 1_000;

    /// @inheritdoc IJudgement
    bytes32 public immutable territoriesHash;

    address private immutable _market;
    uint16 private immutable _operatorShareBps;

    modifier onlyMarket() {
        if (msg.sender != _market) revert JudgementNotMarket(msg.sender);
        _;
    }

    constructor(
        address forwarder,
        address authority,
        Setup memory setup
    )
        RefusalGrounds(
            setup.organizations,
            setup.assets,
            setup.book,
            setup.calendar,
            setup.consents,
            setup.licenses
        )
        RelayedAccessManaged(forwarder, authority)
    {
        _market = setup.market;
        _operatorShareBps = setup.book.operatorShareBps();
        territoriesHash = setup.territoriesHash;
    }

    /// @inheritdoc IJudgement
    function pause() external restricted {
        _paused = true;
        emit SalesPaused(_msgSender());
    }

    /// @inheritdoc IJudgement
    function resume() external restricted {
        _paused = false;
        emit SalesResumed(_msgSender());
    }

    /// @inheritdoc IJudgement
    function sell(
        Sale calldata sale
    ) external onlyMarket returns (Terms memory terms, bytes32 holder, bytes32 community) {
        Inquiry memory inquiry = _inquireSale(sale, currentDay());
        _checkNone(_judgeSale(inquiry));
        return _enter(inquiry);
    }

    /// @inheritdoc IJudgement
    function renew(
        Terms calldata held,
        bytes32 licensee
    ) external onlyMarket returns (Terms memory terms, bytes32 holder, bytes32 community) {
        Inquiry memory inquiry = _inquireRenewal(held, licensee, currentDay());
        _checkNone(_judgeRenewal(inquiry, held));
        return _enter(inquiry);
    }

    /// @inheritdoc IJudgement
    function sublicense(
        Terms calldata held,
        bytes32 licensee,
        Wish calldata wish,
        uint8 rights
    ) external view onlyMarket returns (Terms memory) {
        Inquiry memory inquiry = _inquireSublicense(held, Part(licensee, wish, rights), currentDay());
        _checkNone(_judgeSublicense(inquiry, held));
        return inquiry.terms;
    }

    /// @inheritdoc IJudgement
    function quote(
        bytes32 assetId,
        bytes32 version,
        bytes32 licensee,
        Wish calldata wish,
        uint32 today
    ) external view returns (Quote memory) {
        Inquiry memory inquiry = _inquireSale(Sale(0, assetId, version, licensee, wish, false, today), today);
        _chooseOffer(inquiry);
        return _answer(inquiry, _judgeSale(inquiry));
    }

    /// @inheritdoc IJudgement
    function quoteSale(Sale calldata sale, uint32 today) external view returns (Quote memory) {
        Inquiry memory inquiry = _inquireSale(sale, today);
        return _answer(inquiry, _judgeSale(inquiry));
    }

    /// @inheritdoc IJudgement
    function quoteRenewal(
        Terms calldata held,
        bytes32 licensee,
        uint32 today
    ) external view returns (Quote memory) {
        Inquiry memory inquiry = _inquireRenewal(held, licensee, today);
        return _answer(inquiry, _judgeRenewal(inquiry, held));
    }

    /// @inheritdoc IJudgement
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

    /// @inheritdoc IJudgement
    function calendarOf(
        bytes32 assetId,
        uint32 today
    ) external view returns (Grant[] memory exclusives, Grant[] memory hulls) {
        return (_calendar.exclusivesOf(assetId, today), _book.hullsOf(assetId, today));
    }

    /// @inheritdoc IJudgement
    function isPaused() external view returns (bool) {
        return _paused;
    }

    /// @dev Enters what was agreed into the calendar, and says whose the money is. Consent in force names the holder.
    function _enter(
        Inquiry memory inquiry
    ) private returns (Terms memory terms, bytes32 holder, bytes32 community) {
        terms = inquiry.terms;
        if (inquiry.standsOnUse) _consents.spendConsentTo(terms.assetId, terms.licensee);
        if (terms.wish.exclusive) {
            _calendar.enter(terms.assetId, terms.offerId, terms.toLicenseId(), terms.wish);
        } else {
            _book.enterHull(terms.assetId, terms.offerId, terms.wish);
        }
        holder = inquiry.consent.holder;
        if (holder == 0) holder = _organizations.idOf(inquiry.asset.holder);
        if (inquiry.asset.community != 0) community = _organizations.idOf(inquiry.asset.community);
    }

    /// @dev Fills in the cheapest of the open offers with the fewest obstacles, if any is open.
    function _chooseOffer(Inquiry memory inquiry) private view {
        uint64[] memory open = _book.openOffersOf(inquiry.terms.assetId);
        IOfferBook.Conditions memory best;
        uint64 chosen;
        uint256 fewest = type(uint256).max;
        for (uint256 at = 0; at < open.length; ++at) {
            _fillFromOffer(inquiry, open[at]);
            IOfferBook.Conditions memory offer = inquiry.offer;
            uint256 obstacles = _countObstacles(inquiry);
            bool isCheaper = offer.token == best.token && offer.price < best.price;
            if (obstacles > fewest || (obstacles == fewest && !isCheaper)) continue;
            (fewest, best, chosen) = (obstacles, offer, open[at]);
        }
        if (chosen != 0) _fillFromOffer(inquiry, chosen);
    }

    /// @dev Those alone that depend on the offer.
    function _countObstacles(Inquiry memory inquiry) private view returns (uint256) {
        Terms memory terms = inquiry.terms;
        return
            Obstacles.ofOffer(inquiry.offer, terms, inquiry.asset).length +
            _reasonsOfConsent(inquiry).length +
            (Obstacles.isReserved(inquiry.offer, terms.licensee) ? FOR_ANOTHER : 0);
    }

    function _inquire(
        bytes32 assetId,
        uint32 today,
        uint32 orderedDay
    ) private view returns (Inquiry memory inquiry) {
        inquiry.asset = _assets.recordOf(assetId);
        if (inquiry.asset.community != 0) inquiry.consent = _consents.consentOf(assetId);
        inquiry.today = today;
        inquiry.orderedDay = orderedDay;
    }

    function _inquireSale(Sale memory sale, uint32 today) private view returns (Inquiry memory inquiry) {
        inquiry = _inquire(sale.assetId, today, _beginningOf(sale, today));
        Terms memory terms = inquiry.terms;
        terms.assetId = sale.assetId;
        terms.version = sale.version;
        terms.licensee = sale.licensee;
        terms.wish = sale.wish;
        terms.origin = sale.isInvoiced ? Origin.INVOICE : Origin.SALE;
        if (sale.offerId != 0) _fillFromOffer(inquiry, sale.offerId);
    }

    /// @dev The day by which a first day is past. A late invoice's is the day of its order, unless days before today could be
    ///      sold twice: as exclusive ones, or beside an exclusive license that was sold since the order and may be over.
    function _beginningOf(Sale memory sale, uint32 today) private view returns (uint32) {
        if (sale.orderedDay >= today) return sale.orderedDay;
        bool mayOverlap = sale.wish.exclusive || sale.orderedDay <= _calendar.exclusiveSoldOn(sale.assetId);
        return mayOverlap ? today : sale.orderedDay;
    }

    function _fillFromOffer(Inquiry memory inquiry, uint64 offerId) private view {
        Terms memory terms = inquiry.terms;
        IOfferBook.Conditions memory offer = _book.conditionsFor(terms.assetId, offerId, terms.wish);
        inquiry.offer = offer;
        terms.offerId = offerId;
        terms.token = offer.token;
        terms.price = offer.price;
        terms.communityShareBps = offer.communityShareBps;
        terms.operatorShareBps = _operatorShareBps;
        terms.rights = offer.rights;
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
        uint8 grantable = REVOCABLE | FIXED_VERSION | (held.rights & PASSED_ON_RIGHTS);
        if (part.rights & ~grantable != 0) revert JudgementRightsInvalid(part.rights);
        inquiry = _inquire(held.assetId, today, today);
        Terms memory terms = held;
        inquiry.terms = terms;
        terms.parent = _idOfIssued(held);
        terms.licensee = part.licensee;
        terms.wish = part.wish;
        terms.rights = part.rights | (held.rights & FIXED_VERSION);
        terms.origin = Origin.SUBLICENSE;
        terms.price = 0;
    }

    function _idOfIssued(Terms memory held) private view returns (uint256 licenseId) {
        licenseId = held.toLicenseId();
        if (!_licenses.isIssued(licenseId)) revert JudgementLicenseUnknown(licenseId);
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

    function _checkNone(Reason[] memory reasons) private pure {
        if (reasons.length != 0) revert JudgementRefused(reasons);
    }
}
