import Foundation
import SkanSDK

/// The store of this device: where it is, how it is made, opened and updated. Reads and writes files: off the main thread.
enum Trust {
    static func open(_ venue: Venue) throws -> TrustStore {
        try TrustStore.open(at: try file(), authority: venue.authority, keeper: try anchor(of: venue))
    }

    /// Makes the store of a setup code whose fingerprint the operator has confirmed. Without a `root` it is fetched from the
    /// code's site; either is believed only if it is that authority's.
    static func enrol(_ venue: Venue, root picked: Data?) async throws -> TrustStore {
        let root: Data
        if let picked { root = picked } else { root = try firstRoot(of: venue) }
        let store = try TrustStore.provision(at: try file(), root: root, authority: venue.authority, channel: venue.channel)
        try venue.save()
        return store
    }

    @discardableResult
    static func update(_ store: TrustStore, of venue: Venue, from site: Site) throws -> UpdateReport {
        let report = try store.update(from: site, at: .now)
        try store.keepAnchor(in: try anchor(of: venue))
        return report
    }

    @discardableResult
    static func update(_ store: TrustStore, of venue: Venue, bundle: Data) throws -> UpdateReport {
        let report = try store.update(bundle: bundle, at: .now)
        try store.keepAnchor(in: try anchor(of: venue))
        return report
    }

    /// Ends the trust in an authority. A store is never turned to another one.
    static func forget() throws {
        try Venue.forget()
        try FileManager.default.removeItem(at: try folder())
    }

    static func site(_ url: URL) throws -> Site {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = 30
        return try Site(url: url, configuration: configuration)
    }

    private static func firstRoot(of venue: Venue) throws -> Data {
        guard let url = venue.site else { throw RootIsMissing() }
        return try SetupCode.fetchRoot(from: try site(url))
    }

    private static func folder() throws -> URL {
        let support = try FileManager.default.url(
            for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
        return support.appendingPathComponent("trust", isDirectory: true)
    }

    private static func file() throws -> URL {
        let folder = try folder()
        try TrustStore.prepareFolder(at: folder)
        return folder.appendingPathComponent("door.db", isDirectory: false)
    }

    private static func anchor(of venue: Venue) throws -> KeychainAnchor {
        try KeychainAnchor(service: "org.example.skanirovshchik.anchor", account: venue.authority)
    }
}

struct RootIsMissing: LocalizedError {
    var errorDescription: String? { NSLocalizedString("root.missing", comment: "") }
}
