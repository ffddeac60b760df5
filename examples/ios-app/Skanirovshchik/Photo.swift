import CoreGraphics
import Foundation
import SkanSDK
import UIKit

/// A picture of the gallery as the scanner takes it: one byte of brightness a pixel, upright.
enum Photo {
    private static let longestSide = 4096.0

    static func frame(of image: UIImage) -> Frame? {
        let scale = min(1, longestSide / max(image.size.width * image.scale, image.size.height * image.scale))
        let width = Int(image.size.width * image.scale * scale)
        let height = Int(image.size.height * image.scale * scale)
        guard width > 0, height > 0 else { return nil }
        var pixels = Data(count: width * height)
        let isDrawn = pixels.withUnsafeMutableBytes { bytes in
            draw(image, into: bytes, width: width, height: height)
        }
        return isDrawn ? Frame(data: pixels, format: .luma, width: width, height: height, rowStride: width) : nil
    }

    private static func draw(_ image: UIImage, into bytes: UnsafeMutableRawBufferPointer, width: Int, height: Int) -> Bool {
        guard let context = CGContext(
            data: bytes.baseAddress, width: width, height: height, bitsPerComponent: 8, bytesPerRow: width,
            space: CGColorSpaceCreateDeviceGray(), bitmapInfo: CGImageAlphaInfo.none.rawValue)
        else { return false }
        context.setFillColor(gray: 1, alpha: 1)  // behind transparent pictures
        context.fill(CGRect(x: 0, y: 0, width: width, height: height))
        // UIKit's axis points down, and it knows which way up the picture is.
        context.translateBy(x: 0, y: CGFloat(height))
        context.scaleBy(x: 1, y: -1)
        UIGraphicsPushContext(context)
        image.draw(in: CGRect(x: 0, y: 0, width: width, height: height))
        UIGraphicsPopContext()
        return true
    }
}
