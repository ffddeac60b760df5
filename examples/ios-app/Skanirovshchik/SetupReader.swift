import AVFoundation
import Foundation
import SkanSDK

/// Looks for the authority's setup code. Called on the camera's queue.
final class SetupReader {
    private let scanner: CodeScanner
    private let found: (SetupCode) -> Void

    /// `found` is called on the queue.
    init(found: @escaping (SetupCode) -> Void) throws {
        scanner = try CodeScanner(options: nil)
        self.found = found
    }

    func take(_ frame: CMSampleBuffer, isMirrored: Bool) {
        guard let event = try? scanner.process(frame, rotation: 90, mirrored: isMirrored) else { return }
        for code in event.codes {
            guard let text = code.text, let setup = try? SetupCode.parse(text) else { continue }
            return found(setup)
        }
    }
}
